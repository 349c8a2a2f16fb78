//! A plan to start from: a commented tonghop.toml and the rows of a catalogue, by level and era; or next year's.
//!
//! 1. `profile` – organs by level and era, as data
//! 2. `targets` – typical indicators and who owns them
//! 3. `text` – the commented tonghop.toml
//! 4. `roll` – last year's tonghop.toml turned into next year's

mod profile;
mod roll;
mod targets;
mod text;

pub use profile::{PROFILES, Profile};
pub use roll::roll;

/// One sheet of a catalogue: name, headings, rows of text.
pub type List = (&'static str, &'static [&'static str], Vec<Vec<String>>);

/// A plan folder's own files, before they are files.
#[derive(Debug, Clone, PartialEq)]
pub struct Starter {
    pub toml: String,
    /// DonVi, ChiTieu, RangBuoc.
    pub catalogue: [List; 3],
}

/// A plan of this profile for a year.
pub fn starter(profile: &Profile, year: i32) -> Starter {
    let departments = profile
        .departments
        .iter()
        .map(|(code, name, aliases)| {
            vec![
                (*code).into(),
                (*name).into(),
                (*aliases).into(),
                profile.department_kind.into(),
                String::new(),
            ]
        })
        .collect();
    let rules = vec![
        ["RB01", "CT02 > 0", "cảnh báo", "Thu ngân sách nhà nước phải lớn hơn 0"].map(String::from).to_vec(),
    ];
    Starter {
        toml: text::toml(profile, year),
        catalogue: [
            ("DonVi", &["Mã", "Tên đơn vị", "Tên khác", "Loại", "Hạn nộp"], departments),
            ("ChiTieu", targets::HEADINGS, targets::rows(profile)),
            ("RangBuoc", &["Mã", "Biểu thức", "Mức độ", "Thông báo"], rules),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::{PROFILES, starter};

    #[test]
    fn every_profile_is_a_plan_whose_owners_all_exist() {
        for profile in PROFILES {
            let made = starter(profile, 2026);
            let plan = crate::settings::plan::plan("moi", &made.toml).unwrap();
            assert_eq!((plan.year, plan.documents.len()), (2026, 2), "{}", profile.key);
            let codes: Vec<&str> = made.catalogue[0].2.iter().map(|row| &*row[0]).collect();
            for row in &made.catalogue[1].2 {
                for owner in
                    row[6..8].iter().flat_map(|cell| cell.split(", ")).filter(|code| !code.is_empty())
                {
                    assert!(codes.contains(&owner), "{}: {owner}", profile.key);
                }
                assert!(!row[6].is_empty());
            }
        }
    }
}
