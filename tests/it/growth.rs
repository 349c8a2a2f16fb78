//! The work grows with the files and the rows, and not faster: counted in allocations, so that no clock decides.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::num::NonZero;

use chrono::NaiveDate;
use tonghop::export::plan_json;
use tonghop::progress::{Effort, Silent};
use tonghop::run::consolidate_with;
use tonghop::workbooks::workbooks;

use crate::workload::{Size, inputs};

/// The system's allocator, counting what each thread asks of it.
pub struct Counting;

thread_local! {
    static ASKED: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

fn count(size: usize) {
    // At the end of a thread its counters are gone; nobody asks for them then.
    let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
    let _ = BYTES.try_with(|bytes| bytes.set(bytes.get() + size as u64));
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// Allocations and bytes of a piece of work on this thread.
fn cost<T>(work: impl FnOnce() -> T) -> (T, [u64; 2]) {
    let before = [ASKED.get(), BYTES.get()];
    let done = work();
    (done, [ASKED.get() - before[0], BYTES.get() - before[1]])
}

type Costs = [(&'static str, [u64; 2]); 3];

/// The steps from files to a plan, the workbook and the JSON, each with its cost; on a thread of its own, which remembers
/// no names of a run before.
fn costs(files: usize, rows: usize) -> Costs {
    std::thread::spawn(move || measured(files, rows)).join().unwrap()
}

fn measured(files: usize, rows: usize) -> Costs {
    let inputs = inputs(Size { name: "growth", files, rows });
    let as_of = NaiveDate::from_ymd_opt(2023, 9, 25).unwrap();
    // One thread: of several, this one would read as many files as chance gives it, and count only those.
    let alone = Effort::new(NonZero::<usize>::MIN, &Silent);
    let (outcome, plan) = cost(|| consolidate_with(&inputs, as_of, &alone).unwrap());
    let (_, book) = cost(|| workbooks(&outcome.plan, &outcome.findings).unwrap());
    let (_, json) = cost(|| plan_json(&outcome.plan, &outcome.findings, ""));
    [("plan", plan), ("workbook", book), ("json", json)]
}

/// From n to 2n and from 2n to 4n: the second step may cost twice the first, and a little for look-ups that grow with
/// the logarithm.
const MOST: f64 = 2.4;

fn assert_linear(what: &str, sizes: [(usize, usize); 3]) {
    let [one, two, four] = sizes.map(|(files, rows)| costs(files, rows));
    for ((one, two), four) in one.iter().zip(&two).zip(&four) {
        for (unit, at) in [("allocations", 0), ("bytes", 1)] {
            let first = two.1[at].saturating_sub(one.1[at]).max(1) as f64;
            let second = four.1[at].saturating_sub(two.1[at]) as f64;
            // What hardly grows over four times the size is mostly a fixed cost, and proves nothing else.
            let hardly = four.1[at] < 2 * one.1[at];
            assert!(
                hardly || second / first < MOST,
                "{} {unit} over {what}: {} {} {}",
                one.0,
                one.1[at],
                two.1[at],
                four.1[at]
            );
        }
    }
}

#[test]
fn work_grows_with_the_files() {
    assert_linear("files", [(4, 20), (8, 20), (16, 20)]);
}

#[test]
fn work_grows_with_the_rows() {
    assert_linear("rows", [(4, 25), (4, 50), (4, 100)]);
}
