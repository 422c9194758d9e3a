"""diffusers' video models behind one protocol.

family.py      the protocol; ltx.py, ltx2.py, wan.py, vace.py, skyreels.py: who follows it
loading.py     from a model's name to a loaded family; checkpoint.py: a diffusers folder, read with care
specs.py       what a loaded checkpoint is like; capabilities.py, defaults.py: told from its small files alone
catalog.py     which models there are here; identity.py: which edition of one a folder holds
packed.py      weights in fewer bits; gguf_file.py: what lies in a GGUF file
lora.py        LoRAs, laid over and taken off; lora_files.py: which there are
text_part.py   a text encoder that comes and goes; umt5.py, tokens.py, wording.py: words as models read them
language.py    a short prompt made dense by a language model; language_files.py: which there are
streaming.py   long clips through a VAE; wan_vae.py: Wan's, a latent at a time; tiles.py: large pictures
preview.py     a picture of a latent for nothing; book.py: pictures that a model's folder holds for words
speed.py       faster steps by what diffusers offers
memory/        where a model's parts lie, and what a job takes
models/        getting, adding, checking and removing models
parallel/      one card drawn by several graphics cards
"""

import logging

# Where torchao is installed, diffusers brings it along at once, and it tells everyone on stderr which kernels
# this torch has no use for; both say of every packed weight what was done with it.
for _name in ("torchao", "torch.utils._pytree", "diffusers.quantizers"):
    logging.getLogger(_name).setLevel(logging.ERROR)
