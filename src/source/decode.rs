//! From bytes to UTF-8 text: byte order marks, UTF-8, UTF-16, and the legacy encodings of Chinese.
//!
//! In: bytes. Out: text, the name of the encoding, how many bytes had to be replaced; or the finding
//! that this is no text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::str::FromStr;

/// An encoding of the WHATWG standard, by one of its labels ("gb18030", "GBK", "big5", "utf-16le").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl FromStr for Charset {
    type Err = String;

    fn from_str(label: &str) -> Result<Self, String> {
        let encoding = Encoding::for_label_no_replacement(label.as_bytes());
        encoding.map(Charset).ok_or_else(|| label.to_owned())
    }
}

/// Decodes bytes as somebody says they are; a byte order mark goes.
pub fn decode_as(charset: Charset, bytes: &[u8]) -> Decoded {
    let mark = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == charset.0 => mark,
        _ => 0,
    };
    with(charset.0, &bytes[mark..])
}

/// Decoded bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// Malformed sequences that became U+FFFD.
    pub replaced: u32,
}

/// How many bytes are looked at to tell text from binary data and one encoding from another.
const PROBE: usize = 64 * 1024;

/// Decodes bytes, or says with `None` that they are no text.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(with(encoding, &bytes[mark..]));
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    if let Some(encoding) = utf16_without_mark(probe) {
        return Some(with(encoding, bytes));
    }
    if is_binary(probe) {
        return None;
    }
    if mostly_utf8(bytes) {
        return Some(with(UTF_8, bytes));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(probe, probe.len() == bytes.len());
    Some(with(
        detector.guess(None, chardetng::Utf8Detection::Deny),
        bytes,
    ))
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors {
        text.matches('\u{fffd}').count() as u32
    } else {
        0
    };
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        replaced,
    }
}

/// UTF-8 with at most one broken sequence for ten whole ones of several bytes: a damaged file is still
/// UTF-8. GB18030 and Big5 text read as UTF-8 is broken nearly everywhere.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 10 <= whole
}

/// Text in UTF-16 has line ends of one byte order, whole surrogate pairs and no control characters.
fn utf16_without_mark(probe: &[u8]) -> Option<&'static Encoding> {
    let pairs = || probe.chunks_exact(2).map(|p| [p[0], p[1]]);
    let little = pairs().filter(|p| *p == *b"\n\0").count();
    let big = pairs().filter(|p| *p == *b"\0\n").count();
    if little == big {
        return None;
    }
    let unit = if little > big {
        u16::from_le_bytes
    } else {
        u16::from_be_bytes
    };
    let (mut all, mut odd) = (0usize, 0usize);
    for unit in char::decode_utf16(pairs().map(unit)) {
        let fine = unit.is_ok_and(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
        all += 1;
        odd += usize::from(!fine);
    }
    (odd * 50 <= all).then_some(if little > big { UTF_16LE } else { UTF_16BE })
}

/// Text has no more than a few control characters, and NUL only by damage.
fn is_binary(probe: &[u8]) -> bool {
    let control = probe
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t' | 0x0c | 0x07 | 0x08 | 0x1b))
        .count();
    control * 50 > probe.len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "大会第一次会议于二〇二三年在纽约举行。\n理事会通过了下列决议：请秘书长提出报告，\n并请各国政府、各组织继续合作。\n";

    #[test]
    fn utf8_is_taken_as_it_is() {
        let d = decode(SAMPLE.as_bytes()).unwrap();
        assert_eq!(
            (d.text.as_str(), d.encoding, d.replaced),
            (SAMPLE, "UTF-8", 0)
        );
    }

    #[test]
    fn a_byte_order_mark_decides_and_goes() {
        let mut bytes = vec![0xef, 0xbb, 0xbf];
        bytes.extend(SAMPLE.as_bytes());
        assert_eq!(decode(&bytes).unwrap().text, SAMPLE);
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(SAMPLE.encode_utf16().flat_map(u16::to_le_bytes));
        let d = decode(&bytes).unwrap();
        assert_eq!((d.text.as_str(), d.encoding), (SAMPLE, "UTF-16LE"));
    }

    #[test]
    fn utf16_is_known_without_a_mark() {
        let le: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&le).unwrap().text, SAMPLE);
        assert_eq!(decode(&be).unwrap().text, SAMPLE);
    }

    #[test]
    fn gb18030_and_big5_are_detected() {
        let (gb, _, _) = encoding_rs::GB18030.encode(SAMPLE);
        assert_eq!(decode(&gb).unwrap().text, SAMPLE);
        let hant = "本會議議程如下：主席致詞、各國代表報告、綜合討論。\n與會代表一致認為應加強國際合作。\n";
        let (big5, _, _) = encoding_rs::BIG5.encode(hant);
        let d = decode(&big5).unwrap();
        assert_eq!((d.text.as_str(), d.encoding), (hant, "Big5"));
    }

    #[test]
    fn what_somebody_says_goes_before_what_is_detected() {
        let charset = |label: &str| label.parse::<Charset>().unwrap();
        let (big5, _, _) = encoding_rs::BIG5.encode("會議");
        let d = decode_as(charset("big5"), &big5);
        assert_eq!((d.text.as_str(), d.encoding), ("會議", "Big5"));
        assert_ne!(decode_as(charset("gbk"), &big5).text, "會議");
        let marked = b"\xff\xfe\x00\x4e";
        assert_eq!(decode_as(charset("utf-16le"), marked).text, "一");
        assert!("klingon".parse::<Charset>().is_err());
    }

    #[test]
    fn gbk_and_utf16_of_both_orders_with_and_without_marks() {
        let (gbk, _, _) = encoding_rs::GBK.encode(SAMPLE);
        assert_eq!(decode(&gbk).unwrap().text, SAMPLE);
        let marked = format!("\u{feff}{SAMPLE}");
        let be: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let d = decode(&be).unwrap();
        assert_eq!((d.text.as_str(), d.encoding), (SAMPLE, "UTF-16BE"));
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_counts_its_damage() {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes[1] = 0xff;
        let d = decode(&bytes).unwrap();
        assert_eq!(d.encoding, "UTF-8");
        assert!(d.replaced >= 1 && d.text.ends_with("继续合作。\n"));
    }

    #[test]
    fn binary_data_is_no_text() {
        let bytes: Vec<u8> = (0..4096u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert_eq!(decode(&bytes), None);
        assert_eq!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            if let Some(d) = decode(&bytes) {
                let marks = d.text.matches(char::REPLACEMENT_CHARACTER).count();
                prop_assert!(d.replaced as usize <= marks);
            }
        }
    }
}
