"""diffusers' video models behind one protocol."""

import logging

# Where torchao is installed, diffusers brings it along at once, and it tells everyone on stderr which kernels
# this torch has no use for; both say of every packed weight what was done with it.
for _name in ("torchao", "torch.utils._pytree", "diffusers.quantizers"):
    logging.getLogger(_name).setLevel(logging.ERROR)
