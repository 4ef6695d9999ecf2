"""Pages for what is drawn or laid out: rubrics, ratings, matrices, recommendations, gates, permissions, results."""
