"""From pictures and samples to files.

film_out.py     `open_output(path)`: the finished film as a file (FilmWriter) or a folder (PictureFolder)
settings.py     `Settings`: how a film is to be written; formats.py, encoders.py, presets.py: what there is
coded.py        pictures as the encoder wants them; palette.py: colours for GIF
writer.py       TakeWriter (lossless), and what every writer shares
recover.py      `recover(path)`: what a killed export left, made into a file that plays; remux.py
encoder_trial.py  a hardware encoder is believed once it has encoded something, in a process of its own
"""
