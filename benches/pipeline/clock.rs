//! CPU time of this process and of its children that have ended, wall time, and the highest memory it ever held.

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

/// CPU time so far of all threads, and of all children that were waited for; `None` where this program does not know how to ask.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn cpu() -> Option<Duration> {
    #[repr(C)]
    #[derive(Default)]
    struct Time {
        seconds: i64,
        /// Nanoseconds or microseconds: the question decides.
        fraction: i64,
    }
    #[repr(C)]
    #[derive(Default)]
    struct Usage {
        user: Time,
        system: Time,
        others: [i64; 14],
    }
    unsafe extern "C" {
        fn clock_gettime(clock: i32, time: *mut Time) -> i32;
        fn getrusage(whose: i32, usage: *mut Usage) -> i32;
    }
    const PROCESS_CPUTIME: i32 = 2;
    const CHILDREN: i32 = -1;
    let (mut own, mut children) = (Time::default(), Usage::default());
    // SAFETY: the kernel fills two structs that have the layouts it expects. /proc/self/stat, which needs no such calls,
    // counts in hundredths of a second: too coarse for size S.
    let answers = unsafe { (clock_gettime(PROCESS_CPUTIME, &mut own), getrusage(CHILDREN, &mut children)) };
    let microseconds = |time: Time| Duration::new(time.seconds as u64, time.fraction as u32 * 1000);
    let own = Duration::new(own.seconds as u64, own.fraction as u32);
    (answers == (0, 0)).then(|| own + microseconds(children.user) + microseconds(children.system))
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
