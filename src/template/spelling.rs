//! The templates' own words spelled hòa or hoà: the tone mark of oa, oe, uy moved; data are never touched.
//!
//! Only what a template itself says is respelled: its plain text and the texts that it hands to a partial. Names,
//! figures and paragraphs come as data or as parameters of words, and stay as their author wrote them.

use handlebars::template::{Parameter, Template, TemplateElement};

use crate::domain::Spelling;

/// oa, oe, uy with the tone mark in the old and in the new place, in one order of the tones.
const PAIRS: [([&str; 5], [&str; 5]); 3] = [
    (["òa", "ỏa", "õa", "óa", "ọa"], ["oà", "oả", "oã", "oá", "oạ"]),
    (["òe", "ỏe", "õe", "óe", "ọe"], ["oè", "oẻ", "oẽ", "oé", "oẹ"]),
    (["ùy", "ủy", "ũy", "úy", "ụy"], ["uỳ", "uỷ", "uỹ", "uý", "uỵ"]),
];

/// Respells a parsed template.
pub(super) fn respell(template: &mut Template, style: Spelling) {
    for element in &mut template.elements {
        match element {
            TemplateElement::RawString(text) => *text = respelled(text, style),
            TemplateElement::PartialExpression(partial) => {
                for parameter in partial.hash.values_mut() {
                    if let Parameter::Literal(serde_json::Value::String(text)) = parameter {
                        *text = respelled(text, style);
                    }
                }
            }
            TemplateElement::HelperBlock(block) => {
                block.template.iter_mut().chain(&mut block.inverse).for_each(|inner| respell(inner, style));
            }
            _ => {}
        }
    }
}

/// A text with every open syllable in oa, oe, uy spelled in one style.
fn respelled(text: &str, style: Spelling) -> String {
    let mut out = String::with_capacity(text.len());
    let mut syllable = String::new();
    for letter in text.chars() {
        if letter.is_alphabetic() {
            syllable.push(letter);
        } else {
            close(&mut syllable, style, &mut out);
            out.push(letter);
        }
    }
    close(&mut syllable, style, &mut out);
    out
}

fn close(syllable: &mut String, style: Spelling, out: &mut String) {
    match moved(syllable, style) {
        Some(other) => out.push_str(&other),
        None => out.push_str(syllable),
    }
    syllable.clear();
}

/// The syllable in the other style, if it is one whose tone mark has two places. "quý" has not: its u is of "qu".
fn moved(syllable: &str, style: Spelling) -> Option<String> {
    let letters: Vec<char> = syllable.chars().collect();
    let at = letters.len().checked_sub(2)?;
    let (head, rime) = letters.split_at(at);
    let lower: String = rime.iter().flat_map(|letter| letter.to_lowercase()).collect();
    let after_q = head.last().is_some_and(|letter| matches!(letter, 'q' | 'Q'));
    let (old, new) = PAIRS.iter().find(|(old, new)| old.contains(&&*lower) || new.contains(&&*lower))?;
    let vowel = |letter: &char| "aeiouyăâêôơư".contains(letter.to_lowercase().next().unwrap_or(' '));
    if after_q || head.last().is_some_and(vowel) {
        return None;
    }
    let (from, to) = match style {
        Spelling::Old => (new, old),
        Spelling::New => (old, new),
    };
    let place = from.iter().position(|pair| *pair == lower)?;
    let mut out: String = head.iter().collect();
    for (wanted, given) in to.get(place)?.chars().zip(rime) {
        if given.is_uppercase() { out.extend(wanted.to_uppercase()) } else { out.push(wanted) }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::respelled;
    use crate::domain::Spelling;

    const OLD: &str = "hòa Hòa HÒA khỏe ủy ỦY BAN Ủy thủy, hóa; đóa tòa họa xõa lũy tụy thùy";
    const NEW: &str = "hoà Hoà HOÀ khoẻ uỷ UỶ BAN Uỷ thuỷ, hoá; đoá toà hoạ xoã luỹ tuỵ thuỳ";
    const SAME: &str =
        "quý quỳ QUỸ ngoài hoàn toán khuyến huỳnh thuyền của mùa kế hoạch xã hội ngoáy 2024 <p>";

    #[test]
    fn the_mark_moves_only_where_it_has_two_places() {
        assert_eq!(respelled(OLD, Spelling::New), NEW);
        assert_eq!(respelled(NEW, Spelling::Old), OLD);
        for style in [Spelling::Old, Spelling::New] {
            assert_eq!(respelled(SAME, style), SAME);
        }
        assert_eq!(respelled(OLD, Spelling::Old), OLD);
    }
}
