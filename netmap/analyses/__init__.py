"""One file for each question: network in, frozen result out."""
