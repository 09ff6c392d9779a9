"""A text as blocks, clauses, sentences and tokens; its dates, languages and versions."""
