//! Which of many things that need each other need themselves in the end.

use std::collections::VecDeque;

/// Positions from which and to which circles lead: peeled from both ends, linear in the number of edges.
pub(super) fn in_circles(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (user, needed) in needs.iter().enumerate() {
        for need in needed {
            users[*need].push(user);
        }
    }
    let mut alive = vec![true; needs.len()];
    peel(needs, &users, &mut alive);
    peel(&users, needs, &mut alive);
    (0..needs.len()).filter(|index| alive[*index]).collect()
}

/// Takes away what needs nothing that is still alive, again and again.
fn peel(needs: &[Vec<usize>], users: &[Vec<usize>], alive: &mut [bool]) {
    let mut open: Vec<usize> =
        needs.iter().map(|needed| needed.iter().filter(|need| alive[**need]).count()).collect();
    let mut ready: VecDeque<usize> =
        (0..needs.len()).filter(|index| alive[*index] && open[*index] == 0).collect();
    while let Some(index) = ready.pop_front() {
        alive[index] = false;
        for user in &users[index] {
            open[*user] = open[*user].saturating_sub(1);
            if alive[*user] && open[*user] == 0 {
                ready.push_back(*user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_circles;

    #[test]
    fn circles_only() {
        // 0 → 1 → 2 → 1, 3 → 3, 4 → 0, 5
        let needs = vec![vec![1], vec![2], vec![1], vec![3], vec![0], vec![]];
        assert_eq!(in_circles(&needs), [1, 2, 3]);
        assert!(in_circles(&[vec![1], vec![2], vec![]]).is_empty());
    }
}
