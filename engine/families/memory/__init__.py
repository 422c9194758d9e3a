"""Where a model's parts lie, what a job will take, and what it took.

sizes.py        how large a checkpoint is, told from the heads of its files
plan.py         plans as arithmetic: the fastest that fits
machine.py      what this machine has, without torch; accelerator.py: the same asked of torch
placing.py      a plan carried out: resident, in turn, by blocks, in 8 bits
history.py      what jobs took here before, which corrects the next estimate
"""
