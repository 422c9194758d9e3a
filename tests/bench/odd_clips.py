"""Makes a folder of odd but honest clips with the ffmpeg command line, for `corpus.py` to judge.

    python tests/bench/odd_clips.py FOLDER

Containers, codecs, pixel formats, timings and tracks that real files have and test corpora lack. What this
machine's ffmpeg cannot encode is left out, and named.
"""

# ruff: noqa: E501 (a table of command lines reads best one a line)

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

PICTURE = "-f lavfi -i testsrc2=size=320x240:rate=25:duration=2"
SMALL = "-f lavfi -i testsrc2=size=176x144:rate=25:duration=1"
SOUND = "-f lavfi -i aevalsrc='0.3*sin(2*PI*t*(300+200*t))|0.3*sin(2*PI*t*(500+90*t))':s=48000:d=2"
X264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"

# Name of the file -> what stands before it on ffmpeg's command line.
CLIPS = {
    "mpeg4.avi": f"{PICTURE} {SOUND} -c:v mpeg4 -bf 2 -c:a mp3",
    "h264.avi": f"{PICTURE} {SOUND} {X264} -bf 0 -c:a pcm_s16le",
    "h264_bframes.avi": f"{PICTURE} {X264} -preset fast -bf 3",
    "mjpeg.avi": f"{PICTURE} {SOUND} -c:v mjpeg -q:v 3 -c:a pcm_u8 -ar 22050",
    "huffyuv.avi": f"{PICTURE} -c:v huffyuv",
    "ffvhuff.avi": f"{PICTURE} -c:v ffvhuff",
    "utvideo.avi": f"{PICTURE} -c:v utvideo",
    "cinepak.avi": f"{SMALL} -c:v cinepak",
    "msvideo1.avi": f"{SMALL} -c:v msvideo1",
    "raw_bgr24.avi": f"{SMALL} -c:v rawvideo -pix_fmt bgr24",
    "raw_yuy2.avi": f"{SMALL} -c:v rawvideo -pix_fmt yuyv422",
    "v210.mov": f"{PICTURE} -c:v v210",
    "uyvy.mov": f"{PICTURE} -c:v rawvideo -pix_fmt uyvy422 -vtag 2vuy",
    "png.mov": f"{PICTURE} -c:v png",
    "png_alpha.mov": f"{PICTURE} -vf format=rgba,colorchannelmixer=aa=0.5 -c:v png -pix_fmt rgba",
    "qtrle_alpha.mov": f"{SMALL} -vf format=argb,colorchannelmixer=aa=0.4 -c:v qtrle",
    "hap.mov": f"{PICTURE} -c:v hap",
    "prores.mov": f"{PICTURE} {SOUND} -c:v prores_ks -profile:v 2 -c:a pcm_s24le",
    "prores_interlaced.mov": f"{PICTURE} -vf tinterlace=4 -c:v prores_ks -flags +ildct+ilme -top 1",
    "prores4444.mov": f"{SMALL} -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le",
    "dnxhr.mov": "-f lavfi -i testsrc2=size=640x360:rate=25:duration=1 -c:v dnxhd -profile:v dnxhr_sq",
    "dnxhd.mxf": "-f lavfi -i testsrc2=size=1920x1080:rate=25:duration=0.4 -c:v dnxhd -b:v 120M -pix_fmt yuv422p",
    "mpeg2_sound.mxf": f"{PICTURE} {SOUND} -c:v mpeg2video -b:v 4M -bf 2 -c:a pcm_s16le -ar 48000",
    "svq1.mov": f"{SMALL} -c:v svq1",
    "cfhd.mov": f"{PICTURE} -c:v cfhd",
    "jpeg2000.mov": f"{SMALL} -c:v jpeg2000",
    "mjpeg.mov": f"{PICTURE} {SOUND} -c:v mjpeg -c:a adpcm_ima_qt",
    "j2k.mj2": f"{SMALL} -c:v libopenjpeg -f mov",
    "ffv1.mkv": f"{PICTURE} {SOUND} -c:v ffv1 -level 3 -slicecrc 1 -c:a flac",
    "ffv1_16bit.mkv": f"{SMALL} -c:v ffv1 -pix_fmt gbrp16le -level 3",
    "ffv1_alpha.mkv": f"{SMALL} -vf format=yuva420p,geq=lum='lum(X,Y)':a='X' -c:v ffv1",
    "grey.mkv": f"{SMALL} -c:v ffv1 -pix_fmt gray",
    "grey10.mkv": f"{SMALL} -c:v ffv1 -pix_fmt gray10le",
    "theora.ogv": f"{PICTURE} {SOUND} -c:v libtheora -q:v 7 -c:a libvorbis",
    "wmv2.wmv": f"{PICTURE} {SOUND} -c:v wmv2 -b:v 1M -c:a wmav2",
    "msmpeg4.wmv": f"{PICTURE} -c:v msmpeg4 -b:v 1M",
    "mpeg1.mpg": f"{PICTURE} {SOUND} -c:v mpeg1video -bf 2 -b:v 2M -c:a mp2",
    "mpeg2.vob": f"{PICTURE} {SOUND} -c:v mpeg2video -bf 2 -b:v 4M -c:a ac3 -f vob",
    "mpeg2_field.mpg": f"{PICTURE} -vf tinterlace=4,fieldorder=tff -c:v mpeg2video -b:v 4M -flags +ildct+ilme -top 1",
    "mpeg2_telecine.mpg": "-f lavfi -i testsrc2=size=720x480:rate=24000/1001:duration=2 -vf telecine=pattern=23 "
    "-c:v mpeg2video -b:v 6M -flags +ildct+ilme -top 1",
    "mpeg2.m2v": f"{PICTURE} -c:v mpeg2video -b:v 3M -bf 2 -f mpeg2video",
    "h264.264": f"{PICTURE} {X264} -f h264",
    "hevc.265": f"{PICTURE} -c:v libx265 -preset ultrafast -x265-params log-level=none -f hevc",
    "h264.ts": f"{PICTURE} {SOUND} {X264} -preset fast -bf 3 -c:a aac",
    "h264.m2ts": f"{PICTURE} {SOUND} {X264} -c:a ac3 -mpegts_m2ts_mode 1",
    "hevc.ts": f"{PICTURE} {SOUND} -c:v libx265 -preset ultrafast -x265-params log-level=none -c:a mp2",
    "mpeg2.ts": f"{PICTURE} {SOUND} -c:v mpeg2video -b:v 3M -bf 2 -c:a mp2",
    "flv1.flv": f"{PICTURE} {SOUND} -c:v flv -b:v 1M -c:a mp3 -ar 44100",
    "h264.flv": f"{PICTURE} {SOUND} {X264} -bf 2 -c:a aac",
    "screen.flv": f"{PICTURE} -c:v flashsv",
    "h263.3gp": f"{SMALL} {SOUND} -c:v h263 -c:a libopencore_amrnb -ar 8000 -ac 1",
    "h263.3g2": f"{SMALL} -c:v h263",
    "gif.gif": f"{SMALL} -r 12.5",
    "apng.apng": f"{SMALL} -f apng -plays 0",
    "animated.webp": f"{SMALL} -c:v libwebp_anim -lossless 1",
    "vp8.webm": f"{PICTURE} {SOUND} -c:v libvpx -b:v 1M -deadline realtime -auto-alt-ref 1 -lag-in-frames 10 -c:a libvorbis",
    "vp8_alpha.webm": f"{SMALL} -vf format=yuva420p,geq=lum='lum(X,Y)':a='X' -c:v libvpx -auto-alt-ref 0 -deadline realtime",
    "vp9_alpha.webm": f"{SMALL} -vf format=yuva420p,geq=lum='lum(X,Y)':a='X' -c:v libvpx-vp9 -deadline realtime",
    "vp9_444.webm": f"{SMALL} -c:v libvpx-vp9 -pix_fmt yuv444p -deadline realtime",
    "vp9_10bit.webm": f"{SMALL} -c:v libvpx-vp9 -profile:v 2 -pix_fmt yuv420p10le -deadline realtime",
    "vp9_altref.webm": f"{PICTURE} -c:v libvpx-vp9 -b:v 300k -cpu-used 8 -lag-in-frames 16 -auto-alt-ref 1",
    "vp9.ivf": f"{SMALL} -c:v libvpx-vp9 -deadline realtime",
    "vp9.mp4": f"{SMALL} -c:v libvpx-vp9 -deadline realtime",
    "av1.mp4": f"{SMALL} -c:v libsvtav1 -preset 12",
    "av1.webm": f"{SMALL} -c:v libsvtav1 -preset 12",
    "av1.obu": f"{SMALL} -c:v libsvtav1 -preset 12 -f obu",
    "av1_10bit.mkv": f"{SMALL} -c:v libsvtav1 -preset 12 -pix_fmt yuv420p10le",
    "hevc10.mp4": f"{PICTURE} -c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -x265-params log-level=none -tag:v hvc1",
    "hevc422_12.mkv": f"{SMALL} -c:v libx265 -preset ultrafast -pix_fmt yuv422p12le -x265-params log-level=none",
    "hevc_bpyramid.mp4": f"{PICTURE} -c:v libx265 -preset fast -x265-params log-level=none:bframes=6:keyint=30",
    "h264_444.mp4": f"{PICTURE} -c:v libx264 -pix_fmt yuv444p -preset ultrafast",
    "h264_422_10.mp4": f"{PICTURE} -c:v libx264 -pix_fmt yuv422p10le -preset ultrafast",
    "h264_rgb.mp4": f"{PICTURE} -c:v libx264rgb -pix_fmt rgb24 -preset ultrafast",
    "h264_full.mp4": f"{PICTURE} {X264} -vf scale=out_range=full -color_range pc",
    "h264_grey.mp4": f"{PICTURE} -c:v libx264 -pix_fmt gray -preset ultrafast",
    "h264_opengop.mp4": f"{PICTURE} {X264} -preset fast -g 10 -bf 3 -x264-params open-gop=1:scenecut=0",
    "h264_pyramid.mp4": f"{PICTURE} {X264} -preset fast -bf 5 -x264-params b-pyramid=normal",
    "h264_intra_refresh.mp4": f"{PICTURE} {X264} -preset fast -x264-params intra-refresh=1:keyint=10",
    "h264_interlaced.mp4": f"{PICTURE} -vf tinterlace=4 {X264} -flags +ildct+ilme -x264-params tff=1",
    "h264_bff.mp4": f"{PICTURE} -vf tinterlace=4,fieldorder=bff {X264} -flags +ildct+ilme -x264-params bff=1",
    "h264_paff.ts": f"{PICTURE} -vf tinterlace=4 {X264} -preset fast -flags +ildct+ilme -x264-params tff=1:pic-struct=1",
    "h264_fragmented.mp4": f"{PICTURE} {SOUND} {X264} -bf 2 -c:a aac -movflags frag_keyframe+empty_moov",
    "h264_noedit.mp4": f"{PICTURE} {SOUND} {X264} -preset fast -bf 2 -c:a aac -use_editlist 0",
    "h264_negcts.mp4": f"{PICTURE} {X264} -preset fast -bf 2 -movflags negative_cts_offsets",
    "h264_sar.mkv": f"{PICTURE} {X264} -vf setsar=4/3",
    "h264_sar.mp4": f"{PICTURE} {X264} -vf setsar=16/11",
    "h264_1000fps.mp4": f"-f lavfi -i testsrc2=size=64x48:rate=1000:duration=0.5 {X264}",
    "h264_1fps.mp4": f"-f lavfi -i testsrc2=size=64x48:rate=1:duration=20 {X264}",
    "h264_slow.mp4": f"-f lavfi -i testsrc2=size=64x48:rate=1/10:duration=100 {X264}",
    "h264_one_frame.mp4": f"{PICTURE} {X264} -frames:v 1",
    "h264_two_frames.mp4": f"{PICTURE} {X264} -frames:v 2",
    "h264_2398.mov": f"-f lavfi -i testsrc2=size=64x48:rate=24000/1001:duration=3 {X264} -timecode 01:00:00:00",
    "h264_5994.mkv": f"-f lavfi -i testsrc2=size=64x48:rate=60000/1001:duration=2 {X264}",
    "vfr.mkv": f"{PICTURE} -vf select='not(eq(mod(n\\,7)\\,3)+eq(mod(n\\,5)\\,2))' -vsync vfr {X264}",
    "vfr.mp4": f"{PICTURE} -vf setpts='N/25/TB+floor(N/9)*0.2/TB' -vsync vfr {X264} -bf 2",
    "gap.mkv": f"{PICTURE} -vf setpts='PTS+gte(N\\,25)*60/TB' -vsync vfr {X264}",
    "huge_gap.mp4": f"{PICTURE} -vf setpts='PTS+gte(N\\,25)*7200/TB' -vsync vfr {X264}",
    "late_sound.mp4": f"{PICTURE} -itsoffset 0.7 {SOUND} {X264} -c:a aac",
    "late_sound.mkv": f"{PICTURE} -itsoffset 0.7 {SOUND} {X264} -c:a libopus",
    "late_picture.mp4": f"-itsoffset 0.6 {PICTURE} {SOUND} {X264} -c:a aac -map 0 -map 1",
    "late_picture.ts": f"-itsoffset 0.6 {PICTURE} {SOUND} {X264} -c:a aac -map 0 -map 1",
    "negative_start.mkv": f"{PICTURE} {X264} -vf setpts=PTS-0.5/TB -avoid_negative_ts disabled -vsync passthrough",
    "far_start.ts": f"{PICTURE} {SOUND} {X264} -c:a aac -output_ts_offset 90000",
    "wrapped.ts": f"{PICTURE} {SOUND} {X264} -c:a aac -output_ts_offset 95442.7",
    "two_pictures.mkv": f"{PICTURE} {SMALL} -map 0 -map 1 {X264}",
    "two_pictures_second_default.mkv": f"{PICTURE} {SMALL} -map 0 -map 1 {X264} -disposition:v:0 0 -disposition:v:1 default",
    "three_sounds.mkv": f"{PICTURE} {SOUND} {SOUND} {SOUND} -map 0 -map 1 -map 2 -map 3 {X264} -c:a aac",
    "odd_size.mkv": "-f lavfi -i testsrc2=size=321x243:rate=25:duration=1 -c:v ffv1 -pix_fmt yuv420p",
    "odd_size_444.mp4": "-f lavfi -i testsrc2=size=321x243:rate=25:duration=1 -c:v libx264 -pix_fmt yuv444p -preset ultrafast",
    "tiny.mkv": "-f lavfi -i testsrc2=size=2x2:rate=25:duration=1 -c:v ffv1",
    "one_pixel.mkv": "-f lavfi -i color=red:size=1x1:rate=25:duration=1 -c:v ffv1 -pix_fmt bgr0",
    "wide.mkv": "-f lavfi -i testsrc2=size=4096x16:rate=25:duration=0.4 -c:v ffv1",
    "pal8.mov": f"{SMALL} -c:v qtrle -pix_fmt gray",
    "dv_pal.dv": "-f lavfi -i testsrc2=size=720x576:rate=25:duration=1 -c:v dvvideo -pix_fmt yuv420p -f dv",
    "dv.avi": "-f lavfi -i testsrc2=size=720x576:rate=25:duration=1 -c:v dvvideo -pix_fmt yuv420p",
    "y4m.y4m": f"{SMALL} -f yuv4mpegpipe",
    "nut.nut": f"{SMALL} {SOUND} {X264} -c:a mp3",
    "rm.rm": f"{SMALL} -c:v rv20 -b:v 500k",
    "lossless.mkv": f"{PICTURE} -c:v libx264 -qp 0 -preset ultrafast",
    "snow.avi": f"{SMALL} -c:v snow -strict -2",
    "magicyuv.avi": f"{SMALL} -c:v magicyuv",
    "zmbv.avi": f"{SMALL} -c:v zmbv",
    "only_sound.mp4": f"{SOUND} -c:a aac",
    "sound_51.mp4": f"{PICTURE} -f lavfi -i sine=d=2 -af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0 {X264} -c:a aac",
    "sound_8k.mov": f"{PICTURE} {SOUND} {X264} -c:a pcm_mulaw -ar 8000 -ac 1",
    "sound_192k.mov": f"{PICTURE} {SOUND} {X264} -c:a pcm_s32le -ar 192000",
    "sound_f64.mkv": f"{PICTURE} {SOUND} {X264} -c:a pcm_f64le",
    "sound_alac.m4a": f"{SOUND} -c:a alac",
    "sound_opus.mp4": f"{PICTURE} {SOUND} {X264} -c:a libopus -strict -2",
    "sound_eac3.mp4": f"{PICTURE} {SOUND} {X264} -c:a eac3",
    "sound_dts.mkv": f"{PICTURE} {SOUND} {X264} -c:a dca -strict -2",
    "sound_truehd.mkv": f"{PICTURE} {SOUND} {X264} -c:a truehd -strict -2",
    "sound.wav": f"{SOUND} -c:a pcm_s24le",
    "sound_float.wav": f"{SOUND} -c:a pcm_f32le",
    "sound_adpcm.wav": f"{SOUND} -c:a adpcm_ms",
    "sound.mp3": f"{SOUND} -c:a libmp3lame -b:a 128k",
    "sound_vbr.mp3": f"{SOUND} -c:a libmp3lame -q:a 4",
    "sound_noxing.mp3": f"{SOUND} -c:a libmp3lame -write_xing 0",
    "sound.flac": f"{SOUND} -c:a flac",
    "sound.ogg": f"{SOUND} -c:a libvorbis",
    "sound.opus": f"{SOUND} -c:a libopus",
    "sound.aac": f"{SOUND} -c:a aac",
    "sound.ac3": f"{SOUND} -c:a ac3",
    "sound.aiff": f"{SOUND} -c:a pcm_s16be",
    "sound.caf": f"{SOUND} -c:a pcm_s16be",
    "sound.wma": f"{SOUND} -c:a wmav2",
    "sound.amr": f"{SOUND} -c:a libopencore_amrnb -ar 8000 -ac 1",
    "sound.tta": f"{SOUND} -c:a tta",
    "sound.wv": f"{SOUND} -c:a wavpack",
    "sound.mka": f"{SOUND} -c:a libvorbis",
    "sound.w64": f"{SOUND} -c:a pcm_s16le",
    "sound.au": f"{SOUND} -c:a pcm_s16be",
    "sound.mp2": f"{SOUND} -c:a mp2",
    "still.png": f"{PICTURE} -frames:v 1 -pix_fmt rgb48be",
    "still_pal.png": f"{PICTURE} -frames:v 1 -pix_fmt pal8",
    "still.jpg": f"{PICTURE} -frames:v 1 -q:v 2",
    "still_444.jpg": f"{PICTURE} -frames:v 1 -q:v 2 -pix_fmt yuvj444p",
    "still.webp": f"{PICTURE} -frames:v 1 -c:v libwebp",
    "still.tiff": f"{PICTURE} -frames:v 1 -pix_fmt rgb24",
    "still_deep.tiff": f"{PICTURE} -frames:v 1 -pix_fmt rgb48le",
    "still.bmp": f"{PICTURE} -frames:v 1",
    "still.ppm": f"{PICTURE} -frames:v 1 -pix_fmt rgb24",
    "still.jp2": f"{PICTURE} -frames:v 1 -c:v jpeg2000 -pix_fmt rgb24",
    "still.avif": f"{PICTURE} -frames:v 1 -c:v libaom-av1 -cpu-used 8 -still-picture 1",
}


def ffmpeg(arguments: str, path: Path) -> bool:
    """True when the file was made; what was begun and failed is removed."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *shlex.split(arguments), f"file:{path}"]
    made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if not made:
        path.unlink(missing_ok=True)
    return made


def _derive(folder: Path, name: str, source: str, arguments: str) -> bool:
    return ffmpeg(f"{arguments.format(shlex.quote(str(folder / source)))} -c copy", folder / name)


# Made from the clips above by copying packets: (source, what stands before the output).
COPIES = {
    "rotated_90.mp4": ("h264_sar.mp4", "-i {} -metadata:s:v rotate=90"),
    "rotated_180.mov": ("h264_444.mp4", "-i {} -metadata:s:v rotate=180"),
    "rotated_270.mp4": ("h264_opengop.mp4", "-i {} -metadata:s:v rotate=270"),
    "edited.mp4": ("h264_opengop.mp4", "-ss 0.5 -i {}"),
    "edited_sound.mp4": ("h264_noedit.mp4", "-ss 0.93 -i {} -t 0.7"),
    "edited_sound.mov": ("late_sound.mp4", "-ss 0.33 -i {} -t 0.8"),
    "cut_in_gop.mkv": ("h264_pyramid.mp4", "-ss 0.5 -i {}"),
    "copied.ts": ("hevc_bpyramid.mp4", "-i {} -bsf:v hevc_mp4toannexb"),
    "copied_opengop.ts": ("h264_opengop.mp4", "-ss 0.5 -i {} -bsf:v h264_mp4toannexb"),
    "copied_opengop.mkv": ("h264_opengop.mp4", "-ss 0.41 -i {} -copyinkf"),
    "cover.m4a": (
        "sound_alac.m4a",
        "-i {} -i {folder}/still.jpg -map 0 -map 1 -disposition:v:0 attached_pic",
    ),
    "cover.mp3": ("sound.mp3", "-i {} -i {folder}/still.jpg -map 0 -map 1 -disposition:v:0 attached_pic"),
    "cover.flac": ("sound.flac", "-i {} -i {folder}/still.jpg -map 0 -map 1 -disposition:v:0 attached_pic"),
    "cover.mp4": (
        "h264_noedit.mp4",
        "-i {} -i {folder}/still.png -map 0 -map 1 -disposition:v:1 attached_pic",
    ),
}


def _resized(folder: Path) -> None:
    """Pictures whose size changes on the way: two raw streams joined."""
    for name, suffix in (("h264.264", "264"), ("mpeg2.m2v", "m2v")):
        big, small = folder / name, folder / f"small.{suffix}"
        codec = "-c:v libx264 -f h264" if suffix == "264" else "-c:v mpeg2video -b:v 3M -f mpeg2video"
        if big.exists() and ffmpeg(f"{SMALL} -pix_fmt yuv420p {codec}", small):
            (folder / f"size_changes.{suffix}").write_bytes(big.read_bytes() + small.read_bytes())
            small.unlink()


def _cut(folder: Path) -> None:
    """Tails that are missing, and tails that do not belong."""
    for name in ("h264.ts", "mpeg4.avi", "ffv1.mkv", "h264.flv", "mpeg1.mpg", "theora.ogv", "vp8.webm",
                 "h264_fragmented.mp4", "h264_noedit.mp4", "sound.mp3", "sound.wav", "sound.flac",
                 "sound.ogg", "wmv2.wmv", "mpeg2_sound.mxf", "gif.gif", "dv_pal.dv", "nut.nut"):  # fmt: skip
        source = folder / name
        if source.exists():
            data = source.read_bytes()
            (folder / f"cut_{name}").write_bytes(data[: len(data) * 2 // 3])
            (folder / f"tail_{name}").write_bytes(data + bytes(range(256)) * 20)


def _empty_tracks(folder: Path) -> None:
    with wave.open(str(folder / "no_samples.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
    ffmpeg(f"{PICTURE} {X264} -frames:v 0", folder / "no_frames.mp4")
    ffmpeg(f"{PICTURE} {SOUND} {X264} -c:a aac -frames:a 0", folder / "no_sound_frames.mp4")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if shutil.which("ffmpeg") is None:
        sys.exit("odd_clips: ffmpeg is not installed; it is what makes the clips.")
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name, arguments in CLIPS.items() if not ffmpeg(arguments, folder / name)]
    for name, (source, arguments) in COPIES.items():
        text = arguments.replace("{folder}", shlex.quote(str(folder)))
        if not _derive(folder, name, source, text):
            missing.append(name)
    more: tuple[Callable[[Path], None], ...] = (_resized, _cut, _empty_tracks)
    for make in more:
        make(folder)
    print(f"{sum(1 for _ in folder.iterdir())} clips in {folder}")
    if missing:
        print("not made by this ffmpeg: " + ", ".join(missing))


if __name__ == "__main__":
    main()
