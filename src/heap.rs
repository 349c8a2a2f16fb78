//! Memory that is free but held back, given back to the system: the one place that speaks to the system's allocator.
//!
//! What a country needs lies between what was needed only while it was read, and glibc keeps whole pages of that for later; it also learns from
//! every large block that was freed to take the next one of that size from where nothing is ever given back (mallopt(3),
//! malloc_trim(3)). Elsewhere (Windows, musl) both calls do nothing: those allocators give large blocks back by themselves.

/// Large blocks are always the system's own and go back to it as soon as they are freed. For a program at its start: it holds for the
/// whole process.
pub fn large_blocks_apart() {
    system::large_blocks_apart(128 << 10);
}

/// Gives back the pages on which nothing lies. Costs milliseconds for each hundred megabytes.
pub fn give_back() {
    system::give_back();
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod system {
    use std::ffi::c_int;

    /// malloc.h: the size from which a block is a mapping of its own; setting it ends its growing.
    const M_MMAP_THRESHOLD: c_int = -3;

    unsafe extern "C" {
        fn mallopt(parameter: c_int, value: c_int) -> c_int;
        fn malloc_trim(pad: usize) -> c_int;
    }

    pub fn large_blocks_apart(bytes: c_int) {
        // SAFETY: numbers only; thread-safe (mallopt(3), malloc_trim(3)).
        unsafe { mallopt(M_MMAP_THRESHOLD, bytes) };
    }

    pub fn give_back() {
        // SAFETY: as above; no pointer is passed or invalidated.
        unsafe { malloc_trim(0) };
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
mod system {
    pub fn large_blocks_apart(_bytes: i32) {}

    pub fn give_back() {}
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_lies_in_memory_stays_there() {
        super::large_blocks_apart();
        let lists: Vec<Vec<u8>> = (0..200u8).map(|byte| vec![byte; 1 << (byte % 20)]).collect();
        let kept: Vec<&Vec<u8>> = lists.iter().step_by(3).collect();
        super::give_back();
        assert!(kept.iter().all(|list| list.iter().all(|byte| *byte == list[0])));
    }
}
