"""One card drawn by several graphics cards of one machine, through diffusers' context parallelism.

The process that draws leads: it alone knows the job, the words, the pictures. Beside it stands a process
for every further graphics card, which holds the transformer and nothing else. Each call of the transformer
is told to them, and all of them answer it together, each for its share of the tokens.
"""

TOGETHER = "TWEENBOARD_CARDS_TOGETHER"
"""Environment variable: how many graphics cards draw one card."""
