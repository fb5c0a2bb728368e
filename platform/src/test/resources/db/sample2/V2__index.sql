CREATE INDEX sample_word ON sample (word);
