"""An open set of made-up patients with right answers, and a score for any matcher that answers them."""
