//! Memory that is free but held back, given back to the system: the one place that speaks to the system's allocator.
//!
//! What a country needs lies between what was needed only while it was read, and glibc keeps whole pages of that for later; it also learns from
//! every large block that was freed to take the next one of that size from where nothing is ever given back (mallopt(3),
//! malloc_trim(3)). Elsewhere (Windows, musl) the calls do nothing; what those allocators hold back was not measured.

/// Large blocks are the system's own from now on, and go back to it as soon as they are freed; or (`false`) they come out of the heap, as
/// glibc has it after a while. The first costs less memory and more time, which pays for a country only. It holds for the whole
/// process.
pub fn large_blocks_apart(apart: bool) {
    system::set(if apart { APART } else { GROWN });
}

/// From which size a block is apart, and how much is kept free at the end of the heap, in bytes.
type Sizes = (i32, i32);
/// The first as glibc begins.
const APART: Sizes = (128 << 10, 1 << 20);
/// The most to which glibc lets both grow.
const GROWN: Sizes = (32 << 20, 64 << 20);

/// Gives back the pages on which nothing lies. Costs milliseconds for each hundred megabytes.
pub fn give_back() {
    system::give_back();
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod system {
    use std::ffi::c_int;

    /// malloc.h: the size from which a block is a mapping of its own, and how much is kept free at the end of the heap. Setting one
    /// ends the growing of both.
    const M_MMAP_THRESHOLD: c_int = -3;
    const M_TRIM_THRESHOLD: c_int = -1;

    unsafe extern "C" {
        fn mallopt(parameter: c_int, value: c_int) -> c_int;
        fn malloc_trim(pad: usize) -> c_int;
    }

    pub fn set((apart, kept): super::Sizes) {
        // SAFETY: numbers only; thread-safe (mallopt(3), malloc_trim(3)).
        unsafe {
            mallopt(M_MMAP_THRESHOLD, apart);
            mallopt(M_TRIM_THRESHOLD, kept);
        }
    }

    pub fn give_back() {
        // SAFETY: as above; no pointer is passed or invalidated.
        unsafe { malloc_trim(0) };
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
mod system {
    pub fn set(_: super::Sizes) {}

    pub fn give_back() {}
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_lies_in_memory_stays_there() {
        super::large_blocks_apart(true);
        let lists: Vec<Vec<u8>> = (0..200u8).map(|byte| vec![byte; 1 << (byte % 20)]).collect();
        let kept: Vec<&Vec<u8>> = lists.iter().step_by(3).collect();
        super::give_back();
        super::large_blocks_apart(false);
        assert!(kept.iter().all(|list| list.iter().all(|byte| *byte == list[0])));
    }
}
