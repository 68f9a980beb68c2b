package io.jenkins.plugins.mongodbcloud.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.mongodbcloud.access.Outcome;
import io.jenkins.plugins.mongodbcloud.journal.BuildJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pages of a build show of many keys. */
class KeyResultsPageTest extends KeyResultsFixture {

    @Test
    void pageStaysBoundedAndKeepsWhatNeedsAttention() {
        BuildJournal journal = call();
        for (int number = 1; number <= AccessBuildAction.MAX_ROWS; number++) {
            journal.finished(result(number, Outcome.UNASSIGNED));
        }
        journal.finished(result(999_999, Outcome.REJECTED));
        List<String> rows = rows();
        assertEquals(AccessBuildAction.MAX_ROWS, rows.size());
        assertEquals(id(2) + " UNASSIGNED", rows.get(0), "the oldest of those that went well is left out");
        assertEquals(id(999_999) + " REJECTED", rows.get(rows.size() - 1));
    }

    @Test
    void rowsThatFailedTheBuildAreKeptAfterADryRunOfMoreKeysThanThereIsRoomFor() {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.UNASSIGNED));
        journal.finished(result(2, Outcome.NOT_ASSIGNED));
        for (int number = 3; number < AccessBuildAction.MAX_ROWS + 103; number++) {
            journal.finished(result(number, Outcome.WOULD_UNASSIGN));
        }
        journal.finished(result(999_999, Outcome.REJECTED));
        List<String> rows = rows();
        assertEquals(AccessBuildAction.MAX_ROWS, rows.size());
        assertEquals(id(2) + " NOT_ASSIGNED", rows.get(0));
        assertEquals(id(105) + " WOULD_UNASSIGN", rows.get(1));
        assertEquals(id(999_999) + " REJECTED", rows.get(rows.size() - 1));
        assertEquals(
                1, rows.stream().filter(row -> row.endsWith(" REJECTED")).count(), action().getSummary()::getCounts);
    }

    @Test
    void buildPageShowsTheWorstTenAndHowManyMoreNeedAttention() {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.REJECTED));
        for (int number = 2; number <= 12; number++) {
            journal.finished(result(number, Outcome.NOT_ASSIGNED));
        }
        journal.finished(result(13, Outcome.UNASSIGNED));
        KeyResultsView summary = action().getSummary();
        List<String> shown = summary.getAttention().stream()
                .map(row -> row.getApiKeyId() + " " + row.getOutcome())
                .toList();
        assertEquals(KeyResultsView.MAX_ATTENTION, shown.size());
        assertEquals(id(1) + " REJECTED", shown.get(0));
        assertEquals(id(12) + " NOT_ASSIGNED", shown.get(1));
        assertEquals("2 more need attention.", summary.getMoreAttention());
        assertEquals(Map.of("REJECTED", 1, "NOT_ASSIGNED", 11, "UNASSIGNED", 1), action().getOutcomes());
    }

    /** The brief of a build that is over is read once; a journal that is written to again is read again. */
    @Test
    void buildPageShowsTheSameWhenItIsOpenedAgainAndWhatWasWrittenSince() throws Exception {
        BuildJournal journal = call();
        for (int number = 1; number <= 12; number++) {
            journal.finished(result(number, Outcome.NOT_ASSIGNED));
        }
        build.finished();
        List<String> first = brief();
        assertEquals(List.of("12 not assigned", "2 more need attention.", id(12), id(11)), first.subList(0, 4));
        assertEquals(first, brief());

        journal.finished(result(13, Outcome.REJECTED));

        assertEquals(
                List.of("12 not assigned, 1 rejected", "3 more need attention.", id(13), id(12)),
                brief().subList(0, 4));
        assertEquals(Map.of("NOT_ASSIGNED", 12, "REJECTED", 1), action().getOutcomes());
    }

    private List<String> brief() {
        KeyResultsView brief = action().getBrief();
        List<String> shown = new ArrayList<>(List.of(brief.getCounts(), brief.getMoreAttention()));
        brief.getAttention().forEach(row -> shown.add(row.getApiKeyId()));
        assertEquals(brief.getAttention().size(), brief.getRows().size());
        return shown;
    }

    @Test
    void buildPageShowsNoRowIfAllWentWell() {
        call().finished(result(1, Outcome.UNASSIGNED));
        assertEquals(List.of(), action().getSummary().getAttention());
        assertNull(action().getSummary().getMoreAttention());
    }

    @Test
    void pageShowsOneOutcomeAndTwoHundredRowsAtATime() {
        BuildJournal journal = call();
        journal.finished(result(1, Outcome.REJECTED));
        for (int number = 2; number <= 251; number++) {
            journal.finished(result(number, Outcome.UNASSIGNED));
        }
        KeyResultsPage second = action().page("UNASSIGNED", "2");
        assertEquals(50, second.getRows().size());
        assertEquals("201 to 250 of 250", second.getPosition());
        assertEquals(2, second.getLast());
        assertEquals("?outcome=UNASSIGNED&page=1", second.getPrevious());
        assertNull(second.getNext());
        assertEquals("?outcome=&page=2", action().page(null, null).getNext());
        assertEquals(250, second.getIds().lines().count());
        assertEquals(
                List.of("1 rejected false", "250 unassigned true"),
                second.getChoices().stream()
                        .map(choice -> choice.text() + " " + choice.chosen())
                        .toList());
        for (String nonsense : new String[] {null, "", "0", "-1", "two", "99999999999"}) {
            assertEquals(1, action().page(nonsense, nonsense).getNumber());
        }
        assertEquals(2, action().page("", "77").getNumber());
        assertEquals(251, action().page("NOT_AN_OUTCOME", null).getIds().lines().count());
    }

    @Test
    void csvQuotesEachValueAndHoldsNoFormula() {
        call().finished(result(1, Outcome.REJECTED));
        String csv = action().getSummary().getCsv();
        assertTrue(csv.startsWith("outcome,effect,apiKeyId,"), csv);
        assertTrue(csv.contains("\r\n\"REJECTED\",\"FAILURE\",\"" + id(1) + "\","), csv);
        assertEquals("\"'=1+1\"", KeyResultView.quoted("=1+1"));
        assertEquals("\"a \"\"b\"\"\"", KeyResultView.quoted("a \"b\""));
        assertEquals("\"\"", KeyResultView.quoted(null));
    }
}
