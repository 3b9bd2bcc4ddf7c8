"""Line mode: a queue is walked by plain questions, a line a fact."""
