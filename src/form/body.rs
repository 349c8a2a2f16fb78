//! Names of bodies that two-level local government (from 1/7/2025) no longer knows, and what stands in their place.

/// A body of the old era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// Folded words by which it is known, whole words only.
    words: &'static [&'static str],
    /// For messages.
    pub name: &'static str,
    /// What is to be written now.
    pub now: &'static str,
}

const BODIES: &[Body] = &[
    Body {
        words: &[
            "ủy ban nhân dân huyện",
            "ubnd huyện",
            "ủy ban nhân dân thị xã",
            "ubnd thị xã",
            "ủy ban nhân dân quận",
            "ubnd quận",
        ],
        name: "Ủy ban nhân dân cấp huyện",
        now: "Ủy ban nhân dân cấp xã hoặc cấp tỉnh",
    },
    Body {
        words: &[
            "hội đồng nhân dân huyện",
            "hđnd huyện",
            "hội đồng nhân dân thị xã",
            "hđnd thị xã",
            "hội đồng nhân dân quận",
            "hđnd quận",
        ],
        name: "Hội đồng nhân dân cấp huyện",
        now: "Hội đồng nhân dân cấp xã hoặc cấp tỉnh",
    },
    Body {
        words: &["huyện ủy", "thị ủy", "quận ủy"],
        name: "cấp ủy cấp huyện",
        now: "đảng ủy xã, phường, đặc khu",
    },
    Body {
        words: &["ubnd thị trấn", "ủy ban nhân dân thị trấn", "đảng ủy thị trấn"],
        name: "cơ quan của thị trấn",
        now: "cơ quan của xã, phường",
    },
    Body {
        words: &["phòng tài chính-kế hoạch", "phòng tc-kh", "phòng tckh"],
        name: "Phòng Tài chính - Kế hoạch",
        now: "Phòng Kinh tế (xã) hoặc Phòng Kinh tế, Hạ tầng và Đô thị (phường)",
    },
    Body {
        words: &[
            "phòng tài nguyên và môi trường",
            "phòng tn&mt",
            "phòng nông nghiệp và phát triển nông thôn",
            "phòng nn&ptnt",
            "phòng kinh tế và hạ tầng",
            "phòng quản lý đô thị",
        ],
        name: "phòng chuyên môn cấp huyện",
        now: "Phòng Kinh tế (xã) hoặc Phòng Kinh tế, Hạ tầng và Đô thị (phường)",
    },
    Body {
        words: &[
            "phòng lao động, thương binh và xã hội",
            "phòng lao động-thương binh và xã hội",
            "phòng ld-tb&xh",
            "phòng giáo dục và đào tạo",
            "phòng gd&đt",
            "phòng văn hóa và thông tin",
            "phòng y tế",
            "phòng nội vụ",
            "phòng tư pháp",
        ],
        name: "phòng chuyên môn cấp huyện",
        now: "Phòng Văn hóa - Xã hội hoặc Văn phòng HĐND và UBND cấp xã",
    },
    Body {
        words: &["sở kế hoạch và đầu tư"], name: "Sở Kế hoạch và Đầu tư", now: "Sở Tài chính"
    },
    Body {
        words: &["sở lao động-thương binh và xã hội", "sở lao động, thương binh và xã hội"],
        name: "Sở Lao động - Thương binh và Xã hội",
        now: "Sở Nội vụ",
    },
    Body {
        words: &["sở tài nguyên và môi trường", "sở nông nghiệp và phát triển nông thôn"],
        name: "sở đã hợp nhất",
        now: "Sở Nông nghiệp và Môi trường",
    },
    Body {
        words: &["sở giao thông vận tải"], name: "Sở Giao thông vận tải", now: "Sở Xây dựng"
    },
    Body {
        words: &["sở thông tin và truyền thông"],
        name: "Sở Thông tin và Truyền thông",
        now: "Sở Khoa học và Công nghệ",
    },
];

/// The first body of the old era that a folded text names.
pub fn abolished(folded: &str) -> Option<&'static Body> {
    BODIES.iter().find(|body| body.words.iter().any(|words| names(folded, words)))
}

/// Whole words only.
fn names(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::{BODIES, abolished};
    use crate::domain::key::fold;

    #[test]
    fn words_are_folded_as_texts_are() {
        for body in BODIES {
            for words in body.words {
                assert_eq!(fold(words), *words);
            }
        }
    }

    #[test]
    fn spellings_of_one_body_are_known_and_places_are_no_bodies() {
        for text in ["Uỷ ban nhân dân huyện Thạnh Hóa", "Phòng Tài chính- Kế hoạch", "Thị uỷ Quảng Yên"]
        {
            assert!(abolished(&fold(text)).is_some(), "{text}");
        }
        for text in ["đường liên huyện", "Phòng Kinh tế", "UBND xã Tiền An", "Sở Tài chính"]
        {
            assert_eq!(abolished(&fold(text)), None, "{text}");
        }
    }
}
