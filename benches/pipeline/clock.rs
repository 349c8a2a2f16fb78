//! CPU time of this process, wall time, and the highest memory it ever held.

use std::time::{Duration, Instant};

/// What a piece of work took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    pub cpu: Duration,
    pub wall: Duration,
}

impl std::ops::Add for Spent {
    type Output = Spent;
    fn add(self, other: Spent) -> Spent {
        Spent { cpu: self.cpu + other.cpu, wall: self.wall + other.wall }
    }
}

/// Does the work and says what it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Spent) {
    let (cpu, wall) = (cpu(), Instant::now());
    let result = work();
    let wall = wall.elapsed();
    let spent = match (cpu, self::cpu()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall,
    };
    (result, Spent { cpu: spent, wall })
}

/// CPU time of all threads so far; `None` where this program does not know how to ask.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn cpu() -> Option<Duration> {
    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanoseconds: i64,
    }
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    const PROCESS_CPUTIME: i32 = 2;
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: the kernel fills the two fields of a struct that has the layout it expects. /proc/self/stat, which
    // needs no such call, counts in hundredths of a second: too coarse for size S.
    let answer = unsafe { clock_gettime(PROCESS_CPUTIME, &mut time) };
    (answer == 0).then(|| Duration::new(time.seconds as u64, time.nanoseconds as u32))
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn cpu() -> Option<Duration> {
    None
}

/// The highest resident memory so far, in MiB; `None` where the system does not tell.
pub fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// The middle one of several runs, cpu and wall each by itself.
pub fn median(runs: &[Spent]) -> Spent {
    let middle = |pick: fn(&Spent) -> Duration| {
        let mut all: Vec<Duration> = runs.iter().map(pick).collect();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or_default()
    };
    Spent { cpu: middle(|run| run.cpu), wall: middle(|run| run.wall) }
}
