"""Cases of a board, and each as steps of a presentation: drawn by screen, slides, page and text."""
