"""PyAV: files to frames and samples, and back. No Qt, no torch.

probe.py        what a file is: kind, exact frames, size as shown, rate, sound, notes
open.py         `open_reader(path)`: the right reader for a video, an animation or a still
reader.py       VideoReader: frame i as RGB, bit for bit as sequential decoding gives it
images.py       ImageReader: stills, GIF, APNG and WebP behind the same interface
audio.py        samples by exact position: `read_audio`, AudioReader
output/         the finished film as a file, takes, what a killed export left
copying/        packets that go from footage to a film as they are
proxy.py        smaller copies for previews, every frame a key frame
thumbnails.py   small pictures, the quick ones first
waveform.py     minima and maxima for drawing sound
fingerprint.py  a short name for a file's content

Underneath: safety.py (the one way a file is opened), safe_file.py (the one way a file is written), index.py,
index_store.py and scan.py (what lies where in a file), cache.py (what is kept for later runs), timing.py
(rates, conforming), decoder.py, frame_cache.py, uniform.py and deinterlace.py (seeking and decoding),
color.py, image_color.py and geometry.py (from the coded picture to the shown one), placing.py (one picture
inside another).

probe, open, images, safety and fingerprint import av, numpy and Pillow only when called. The others import av
at their top: a window imports them when the first file is opened. A reader or writer belongs to one thread at
a time.
"""
