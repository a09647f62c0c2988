"""Quiet sound beds for the clips, synthesized: wash, rain, wind or harbour over a soft drone."""

import wave

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, sosfilt

RATE = 44100
# band of noise (low, high Hz), its level, period of the swell in seconds and depth of the swell
BEDS = {
    "sea": [(120, 900, 1, 3, 0.8), (1800, 5200, 0.35, 2.4, 0.95)],
    "rain": [(2200, 8200, 0.7, 9, 0.1), (60, 190, 0.5, 4, 0.6)],
    "storm": [(90, 420, 1, 2.2, 0.85), (700, 2600, 0.5, 1.6, 0.95)],
    "port": [(50, 160, 0.9, 6, 0.4), (120, 900, 0.45, 3, 0.7), (900, 1800, 0.12, 1.1, 0.95)],
    "river": [(200, 1100, 0.7, 2.8, 0.6), (40, 120, 0.8, 8, 0.5)],
    "wheat": [(500, 2400, 0.5, 2.6, 0.9), (3000, 7800, 0.4, 1.9, 0.95)],
    "street": [(60, 240, 0.8, 5, 0.5), (300, 1200, 0.3, 2, 0.8)],
}
BELLS = {"rain": 3.1, "street": 4.2}


def noise(n, low, high, rng):
    """Band-limited noise of unit loudness."""
    x = sosfilt(butter(2, [low, high], "bandpass", fs=RATE, output="sos"), rng.standard_normal(n))
    return x / x.std()


def swell(n, period, depth, rng):
    """Slow random loudness curve."""
    k = gaussian_filter1d(rng.standard_normal(int(n / RATE * 20) + 40), 20 * period / 6)
    k = (k - k.min()) / (np.ptp(k) + 1e-9)
    return 1 - depth + depth * np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(k)), k)


def bell(t, at):
    """A tram bell struck at one moment: two partials that die away."""
    since = np.maximum(t - at, 0)
    ring = np.sin(2 * np.pi * 1320 * since) + 0.5 * np.sin(2 * np.pi * 2793 * since)
    return 1.6 * np.exp(-since * 3.2) * ring * (t > at)


def bed(kind, seconds, seed=1):
    """Stereo sound bed at about -36 dBFS, faded at both ends."""
    n, out = int(seconds * RATE), []
    t = np.arange(n) / RATE
    for side in range(2):
        rng = np.random.default_rng(seed * 10 + side)
        x = sum(
            level * noise(n, low, high, rng) * swell(n, period, depth, rng)
            for low, high, level, period, depth in BEDS[kind]
        )
        if kind in BELLS:
            x = x + sum(bell(t, at) for at in np.arange(1.5, seconds - 1, BELLS[kind]))
        notes = ((110, 0.5, 0), (165, 0.3, 1), (220.6, 0.16, 2))
        drone = sum(a * np.sin(2 * np.pi * f * t + p + side * 0.4) for f, a, p in notes)
        out.append(0.022 * x + 0.02 * drone * swell(n, 5, 0.4, rng))
    fade = np.minimum(1, np.minimum(t, seconds - t) / 1.2)
    return np.stack(out, 1) * fade[:, None]


def write_wav(path, data):
    """16-bit stereo."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(data, -1, 1) * 32767).astype("<i2").tobytes())
