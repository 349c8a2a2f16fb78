//! A minimal sRGB colour profile, written byte by byte: what the colours of the pages mean (ICC.1:2001-04, version 2.1).
//!
//! The public sRGB figures (IEC 61966-2-1) adapted to D50; the curve is sampled, so that no reader needs parametric curves.

/// Points of the tone curve: linear interpolation between them errs by less than half a step of 8-bit colour.
const CURVE_POINTS: u16 = 64;

/// Builds the profile.
pub fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.43607, 0.22249, 0.01392])),
        (b"gXYZ", xyz([0.38515, 0.71687, 0.09708])),
        (b"bXYZ", xyz([0.14307, 0.06061, 0.71410])),
        (b"rTRC", curve),
    ];
    let entries = tags.len() + 2;
    let mut directory = (entries as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * entries;
    for (name, bytes) in &tags {
        let place = [(start + data.len()) as u32, bytes.len() as u32].map(u32::to_be_bytes).concat();
        directory.extend([name.as_slice(), &place].concat());
        if *name == b"rTRC" {
            // All three channels share one curve.
            directory.extend([b"gTRC".as_slice(), &place, b"bTRC", &place].concat());
        }
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    [header((start + data.len()) as u32), directory, data].concat()
}

/// 128 bytes; the date is fixed, so that the profile is always the same.
fn header(size: u32) -> Vec<u8> {
    let mut header = size.to_be_bytes().to_vec();
    header.extend([0; 4]);
    header.extend([2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    header.extend([2000u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend([0.9642, 1.0, 0.8249].map(fixed).concat());
    header.resize(128, 0);
    header
}

/// s15Fixed16.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), values.map(fixed).concat()].concat()
}

fn text(content: &str) -> Vec<u8> {
    [b"text\0\0\0\0", content.as_bytes(), b"\0"].concat()
}

/// textDescriptionType: the ASCII name, then empty Unicode and Macintosh names.
fn description(name: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend((name.len() as u32 + 1).to_be_bytes());
    out.extend(name.bytes());
    out.resize(out.len() + 1 + 8 + 2 + 1 + 67, 0);
    out
}

fn curve() -> Vec<u8> {
    let mut out = b"curv\0\0\0\0".to_vec();
    out.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for point in 0..CURVE_POINTS {
        let light = linear(f64::from(point) / f64::from(CURVE_POINTS - 1));
        out.extend(((light * 65535.0).round() as u16).to_be_bytes());
    }
    out
}

/// The transfer function of sRGB.
fn linear(value: f64) -> f64 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(bytes: &[u8], at: usize) -> usize {
        u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
    }

    #[test]
    fn the_directory_leads_to_every_tag() {
        let profile = srgb();
        assert_eq!(number(&profile, 0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 700);
        for tag in 0..number(&profile, 128) {
            let entry = 132 + 12 * tag;
            let (place, size) = (number(&profile, entry + 4), number(&profile, entry + 8));
            assert!(place % 4 == 0 && place + size <= profile.len());
            let kind: &[u8] = match &profile[entry + 1..entry + 4] {
                b"XYZ" | b"tpt" => b"XYZ ",
                b"TRC" => b"curv",
                b"esc" => b"desc",
                _ => b"text",
            };
            assert_eq!(&profile[place..place + 4], kind);
        }
    }

    #[test]
    fn red_green_and_blue_together_are_white() {
        let profile = srgb();
        let read = |name: &[u8]| {
            let entry =
                (0..9).map(|tag| 132 + 12 * tag).find(|entry| &profile[*entry..*entry + 4] == name).unwrap();
            let place = number(&profile, entry + 4) + 8;
            [0, 4, 8].map(|at| number(&profile, place + at) as i64)
        };
        let (r, g, b, white) = (read(b"rXYZ"), read(b"gXYZ"), read(b"bXYZ"), read(b"wtpt"));
        for axis in 0..3 {
            assert!((r[axis] + g[axis] + b[axis] - white[axis]).abs() < 40, "axis {axis}");
        }
    }

    #[test]
    fn the_curve_starts_at_black_and_ends_at_white() {
        let curve = curve();
        assert_eq!((&curve[12..14], &curve[curve.len() - 2..]), (&[0, 0][..], &[255, 255][..]));
        assert!((linear(0.5) - 0.21404).abs() < 1e-4);
    }
}
