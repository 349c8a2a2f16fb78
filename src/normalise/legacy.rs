//! The two old encodings: TCVN3 (`.VnTime`) and VNI-Windows (`VNI-Times`), as tables.

/// TCVN3: code points from U+00A1 on, each with its letter (official-format 4.3, glibc TCVN5712-1 subset).
const TCVN3: &[(u32, &str)] = &[
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
];

/// The letter of one TCVN3 code; ASCII is itself; `None`: not a code of TCVN3.
fn tcvn3_letter(c: char) -> Option<char> {
    if c.is_ascii() || is_typographic(c) {
        return Some(c);
    }
    let code = u32::from(c);
    let (start, letters) = TCVN3.iter().rev().find(|(start, _)| code >= *start)?;
    letters.chars().nth((code - start) as usize)
}

/// Signs that fonts of every encoding share: quotes, dashes, the ellipsis, degree, squared, cubed, no-break space.
fn is_typographic(c: char) -> bool {
    matches!(c, '\u{a0}' | '°' | '²' | '³' | '±' | '\u{2010}'..='\u{2027}' | '≤' | '≥' | '≈')
}

/// Text in TCVN3 as Unicode; `capitals`: typed in a capital font (`.VnTimeH`), whose letters are drawn as capitals.
pub fn tcvn3(text: &str, capitals: bool) -> Option<String> {
    let letters: String = text.chars().map(tcvn3_letter).collect::<Option<_>>()?;
    Some(if capitals { letters.to_uppercase() } else { letters })
}

/// VNI: base letter, its marks, and the letters that they make, in the same order.
const VNI_PAIRS: &[(char, &str, &str)] = &[
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

const VNI_SINGLES: &[(char, char)] = &[
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
];

/// Text in VNI-Windows as Unicode, two characters first; `None` where a character is none of VNI's.
pub fn vni(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let pair = rest.peek().and_then(|mark| vni_pair(c, *mark));
        if pair.is_some() {
            rest.next();
        }
        out.push(pair.or_else(|| vni_single(c))?);
    }
    Some(out)
}

fn vni_pair(base: char, mark: char) -> Option<char> {
    let (_, marks, letters) = VNI_PAIRS.iter().find(|(letter, _, _)| *letter == lower(base))?;
    let position = marks.chars().position(|c| c == lower(mark))?;
    let letter = letters.chars().nth(position)?;
    Some(if base.is_uppercase() { upper(letter) } else { letter })
}

fn vni_single(c: char) -> Option<char> {
    if c.is_ascii() || is_typographic(c) {
        return Some(c);
    }
    let (_, letter) = VNI_SINGLES.iter().find(|(code, _)| *code == lower(c))?;
    Some(if c.is_uppercase() { upper(*letter) } else { *letter })
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{tcvn3, vni};

    #[test]
    fn tcvn3_is_decoded() {
        for (old, new) in [
            ("Céng hßa X· héi", "Cộng hòa Xã hội"),
            ("kÕ ho¹ch", "kế hoạch"),
            ("§¬n vÞ tÝnh", "Đơn vị tính"),
            ("n¨m tr\u{ad}íc", "năm trước"),
            ("®\u{ad}îc", "được"),
        ] {
            assert_eq!(tcvn3(old, false).as_deref(), Some(new));
        }
        assert_eq!(tcvn3("ñy ban nh©n d©n", true).as_deref(), Some("ỦY BAN NHÂN DÂN"));
        assert_eq!(tcvn3("Việt", false), None);
    }

    #[test]
    fn vni_is_decoded() {
        for (old, new) in [
            ("chaøo caùc baïn", "chào các bạn"),
            ("Keá hoaïch naêm tröôùc", "Kế hoạch năm trước"),
            ("Ñôn vò", "Đơn vị"),
            ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"),
        ] {
            assert_eq!(vni(old).as_deref(), Some(new));
        }
    }
}
