//! The way from one folder to another, as a link in a file has it: `../../input/quang-yen-2024`.

use std::path::{Component, Path, PathBuf, absolute};

/// From a folder to another, with slashes; `None` where the two share nothing but the root of a disk: such a way would
/// tell of one machine and lead nowhere on the next.
pub fn way(from: &Path, to: &Path) -> Option<String> {
    between(&absolute(from).ok()?, &absolute(to).ok()?)
}

fn between(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (steps(from), steps(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let is_named = |path: &PathBuf| path.components().any(|part| matches!(part, Component::Normal(_)));
    if !from.iter().take(shared).any(is_named) {
        return None;
    }
    let down = to.iter().skip(shared).map(|step| step.to_str());
    let up = std::iter::repeat_n(Some(".."), from.len().saturating_sub(shared));
    let way: Option<Vec<&str>> = up.chain(down).collect();
    way.map(|steps| steps.join("/")).filter(|way| !way.is_empty())
}

/// One folder a step; `..` takes one back.
fn steps(path: &Path) -> Vec<PathBuf> {
    let mut steps = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(steps.pop()),
            other => steps.push(PathBuf::from(other.as_os_str())),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::between;
    use std::path::Path;

    #[test]
    fn the_way_leads_over_the_folder_that_both_lie_in() {
        let way = |from: &str, to: &str| between(Path::new(from), Path::new(to));
        let usual = way("/home/an/output/quang-yen", "/home/an/input/quang-yen");
        assert_eq!(usual.as_deref(), Some("../../input/quang-yen"));
        assert_eq!(way("/data/out/x", "/data/plans/2024/x").as_deref(), Some("../../plans/2024/x"));
        assert_eq!(way("/data/x/out", "/data/x").as_deref(), Some(".."));
        assert_eq!(way("/data/a/../out/x", "/data/./in/x").as_deref(), Some("../../in/x"));
        assert_eq!(way("/tmp/out/x", "/home/an/input/x"), None);
        assert_eq!(way("/data/x", "/data/x"), None);
    }
}
