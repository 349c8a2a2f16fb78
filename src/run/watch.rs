//! `watch`: builds again when a file of the plan changes, once all of them have come to rest.
//!
//! It looks again and again instead of asking the system to be told: that works on network shares too. It holds nothing
//! open and writes nothing while it waits, so that Ctrl-C may end it at any time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::answer::Answer;
use super::build::{Order, build};
use super::look::Desk;
use super::unattended::SPOKEN;
use crate::disk::{busy, find_plan, glance, plan_name};

/// From one look to the next.
const LOOK: Duration = Duration::from_secs(1);
/// Looks without a change before a file counts as copied: a copy over a slow network pauses, but not for so long.
const STILL: u32 = 3;
/// Looks before a run that failed is tried again, doubled after every failure up to an hour.
const RETRY: u32 = 30;
const RETRY_MOST: u32 = 3600;
/// How many changed files a line names.
const NAMES: usize = 5;

/// Builds at once, then after every change, until the world ends it.
///
/// # Errors
/// When there is no such plan. What stops a build is shown, and tried again.
pub fn watch(desk: &Desk<'_>, plan: &str, output: &Path) -> Result<Answer> {
    let folder = find_plan(&desk.request.input, plan)?;
    let name = plan_name(&folder)?;
    let mut watch = Watch {
        desk,
        order: Order { output, is_final: false, only: &[] },
        folders: vec![folder.clone(), PathBuf::from("templates"), PathBuf::from("fonts")],
        folder,
        said: String::new(),
        retry: RETRY,
    };
    watch.say(&format!("đang theo dõi kế hoạch {name} (Ctrl-C để dừng)"));
    watch.until_the_end(&output.join(name));
    Ok(Answer::default())
}

struct Watch<'a> {
    desk: &'a Desk<'a>,
    order: Order<'a>,
    /// The plan's folder, and all that are looked at.
    folder: PathBuf,
    folders: Vec<PathBuf>,
    /// The last failure shown.
    said: String,
    /// Looks until a failed build is tried again.
    retry: u32,
}

impl Watch<'_> {
    fn until_the_end(&mut self, output: &Path) {
        let mut built = glance(&self.folders, output);
        let mut wait = self.build();
        let mut last = built.clone();
        let mut still = 0;
        while self.desk.world.rest(LOOK) {
            let now = glance(&self.folders, output);
            still = if now == last { still + 1 } else { 0 };
            last = now;
            wait = wait.map(|looks| looks.saturating_sub(1));
            let changed = built.differing(&last);
            if changed.is_empty() && wait != Some(0) || still < STILL || self.is_busy(&changed) {
                continue;
            }
            self.tell_changes(&changed);
            built = last.clone();
            wait = self.build();
        }
    }

    /// Whether a changed file is still being written; told once.
    fn is_busy(&mut self, changed: &[PathBuf]) -> bool {
        let Some(path) = busy(changed) else { return false };
        let text = format!("chờ tệp đang được chép hoặc đang mở: {}", self.shown(path));
        self.say_once(text);
        true
    }

    /// One build, shown; after a failure the looks until the next try.
    fn build(&mut self) -> Option<u32> {
        let desk = Desk {
            as_of: self.desk.request.as_of.unwrap_or_else(|| self.desk.world.now().date()),
            ..*self.desk
        };
        let answer =
            desk.each(std::slice::from_ref(&self.folder), |desk, folder| build(desk, folder, &self.order));
        let answer = answer.unwrap_or_else(|error| Answer::failure(None, &error));
        if answer.code < 2 {
            self.desk.world.show(&answer);
            (self.said, self.retry) = (String::new(), RETRY);
            return None;
        }
        let wait = self.retry;
        self.retry = (self.retry * 2).min(RETRY_MOST);
        if self.said != answer.err {
            self.desk.world.show(&answer);
            self.said = answer.err;
        }
        Some(wait)
    }

    fn tell_changes(&mut self, changed: &[PathBuf]) {
        let names: Vec<String> = changed.iter().take(NAMES).map(|path| self.shown(path)).collect();
        let more = match changed.len().saturating_sub(NAMES) {
            0 => String::new(),
            more => format!(" và {more} tệp nữa"),
        };
        match names.is_empty() {
            true => self.say("thử lại"),
            false => self.say(&format!("thay đổi: {}{more}; lập lại", names.join(", "))),
        }
    }

    /// With slashes on every system, as findings name the file.
    fn shown(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let steps: Vec<_> = below.iter().map(|step| step.to_string_lossy()).collect();
        steps.join("/").chars().filter(|letter| !letter.is_control()).collect()
    }

    fn say_once(&mut self, text: String) {
        if self.said != text {
            self.say(&text);
            self.said = text;
        }
    }

    fn say(&self, text: &str) {
        if !self.desk.request.quiet {
            let err = format!("{}: {text}\n", self.desk.world.now().format(SPOKEN));
            self.desk.world.show(&Answer { err, ..Answer::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fmt::{Debug, Formatter};
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use chrono::NaiveDateTime;

    use super::watch;
    use crate::cli::{Command, Request};
    use crate::progress::{Progress, Silent};
    use crate::run::look::Desk;
    use crate::run::{Answer, World};
    use crate::tell::Paint;

    /// At each look something happens to the files; the last look ends the watch.
    struct Script<'a> {
        looks: RefCell<u32>,
        act: &'a dyn Fn(u32),
        end: u32,
        said: RefCell<String>,
    }

    impl Debug for Script<'_> {
        fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
            f.write_str("Script")
        }
    }

    impl World for Script<'_> {
        fn now(&self) -> NaiveDateTime {
            NaiveDateTime::default()
        }
        fn rest(&self, _time: Duration) -> bool {
            let mut look = self.looks.borrow_mut();
            *look += 1;
            (self.act)(*look);
            *look < self.end
        }
        fn show(&self, answer: &Answer) {
            let text = format!("[{}] {}{}", self.looks.borrow(), answer.err, answer.out);
            self.said.borrow_mut().push_str(&text);
        }
        fn progress(&self) -> &dyn Progress {
            &Silent
        }
        fn colors(&self) -> bool {
            false
        }
        fn program(&self) -> PathBuf {
            PathBuf::new()
        }
        fn here(&self) -> PathBuf {
            PathBuf::new()
        }
    }

    const SETTINGS: &str = "ten = \"Kế hoạch\"\nnam = 2024\n[co-quan]\nten = [\"UBND\"]\n";

    /// What a watch says while `act` changes the plan's folder.
    fn watched(end: u32, act: impl Fn(&Path, u32)) -> (String, tempfile::TempDir) {
        let room = tempfile::tempdir().unwrap();
        let plan = room.path().join("kế hoạch");
        std::fs::create_dir_all(plan.join("nop")).unwrap();
        let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/thanh-hoa-2024/danh-muc.xlsx");
        std::fs::copy(bundled, plan.join("danh-muc.xlsx")).unwrap();
        std::fs::write(plan.join("tonghop.toml"), SETTINGS).unwrap();
        let act = |look| act(&plan, look);
        let world = Script { looks: RefCell::new(0), act: &act, end, said: RefCell::default() };
        let request = Request { quiet: false, ..Request::new(Command::Man) };
        let desk = Desk {
            request: &request,
            as_of: NaiveDateTime::default().date(),
            paint: Paint { colors: false },
            world: &world,
        };
        watch(&desk, &plan.to_string_lossy(), &room.path().join("output")).unwrap();
        (world.said.into_inner(), room)
    }

    fn builds(said: &str) -> usize {
        said.matches("Đã lập").count()
    }

    #[test]
    fn nothing_changes_nothing_is_built_but_once() {
        let (said, room) = watched(10, |plan, look| {
            std::fs::write(plan.join(format!("nop/~$tệp {look}.xlsx")), "khóa").unwrap();
        });
        assert_eq!(builds(&said), 1, "{said}");
        assert!(room.path().join("output/kế hoạch/ban-ke.json").exists());
    }

    #[test]
    fn a_file_that_still_grows_is_waited_for() {
        let (said, _room) = watched(20, |plan, look| {
            if (3..9).contains(&look) {
                std::fs::write(plan.join("nop/phong-y-te.xlsx"), vec![0; look as usize * 10]).unwrap();
            }
        });
        assert_eq!(builds(&said), 2, "{said}");
        assert!(said.contains("[11] ") && said.contains("thay đổi: nop/phong-y-te.xlsx; lập lại"), "{said}");
        assert!(!said.contains("[10] "), "{said}");
    }

    #[test]
    fn a_failure_is_shown_once_and_tried_again() {
        let (said, room) = watched(120, |plan, look| {
            if look == 1 {
                std::fs::write(plan.join("tonghop.toml"), "ten = ").unwrap();
            }
            if look == 100 {
                std::fs::write(plan.join("tonghop.toml"), SETTINGS).unwrap();
            }
        });
        assert_eq!(said.matches("lỗi: ").count(), 1, "{said}");
        assert_eq!(builds(&said), 2, "{said}");
        let journal = std::fs::read_to_string(room.path().join("output/kế hoạch.nhat-ky.txt")).unwrap();
        assert!(journal.contains("KHÔNG LẬP ĐƯỢC"), "{journal}");
    }
}
