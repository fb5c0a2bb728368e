-- Traces are deleted when they are old: the sweep finds them by time.
CREATE INDEX claim_trace_at ON claim_trace (at);
