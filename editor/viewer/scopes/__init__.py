"""Histogram, waveform and vectorscope of the picture that is shown."""
