package org.signetmail.testkit;

import java.util.ArrayList;
import java.util.List;

/** What was asked, in order. Thread-safe. */
final class QuestionLog {

    private final List<Question> questions = new ArrayList<>();

    synchronized void add(Question question) {
        questions.add(question);
    }

    synchronized List<Question> questions() {
        return List.copyOf(questions);
    }

    synchronized void clear() {
        questions.clear();
    }
}
