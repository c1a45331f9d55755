using NodaTime;
using Rollout.Domain.Participation;

namespace Rollout.Domain.Infosessions;

/// <summary>The scores of one infosession and when its feedback closes.</summary>
public sealed record FeedbackSummary(InfosessionId Infosession, Instant ClosesAt, FeedbackResult Scores);

/// <summary>How often each score was given to each question.</summary>
public sealed class FeedbackResult
{
    /// <summary>Results with fewer answers are not shown.</summary>
    public const int MinGroupSize = GroupPrivacy.SmallestGroup;

    private readonly IReadOnlyDictionary<(FeedbackQuestion Question, int Score), int> _counts;

    public FeedbackResult(IEnumerable<(FeedbackQuestion Question, int Score, int Answers)> counts) =>
        _counts = counts.GroupBy(c => (c.Question, c.Score)).ToDictionary(g => g.Key, g => g.Sum(c => c.Answers));

    /// <summary>How many people answered: every answer scores both questions.</summary>
    public int Answers => AnswersTo(FeedbackQuestion.Useful);

    public int Count(FeedbackQuestion question, int score) => _counts.GetValueOrDefault((question, score));

    /// <summary>The mean score of a question, from 1 to 5.</summary>
    public double Mean(FeedbackQuestion question) =>
        AnswersTo(question) is > 0 and var answers ? (double)Scores.Sum(s => s * Count(question, s)) / answers : 0;

    /// <summary>Whether an infosession's own result may be shown: feedback has closed and there are enough answers to hide each of them.</summary>
    public static bool IsShown(Instant closesAt, int answers, Instant now) => now >= closesAt && answers >= MinGroupSize;

    /// <summary>
    /// The infosessions that currently count towards their topic. One with enough answers counts as soon as it closes. Those with fewer wait, in the order they
    /// closed, until together they have enough and then count at once; so the topic's result never changes by fewer than five answers, nor differs by fewer
    /// from the sum of the results shown per infosession.
    /// </summary>
    public static IReadOnlyList<FeedbackSummary> CountedFor(IEnumerable<FeedbackSummary> topic, Instant now)
    {
        var counted = new List<FeedbackSummary>();
        var waiting = new List<FeedbackSummary>();
        foreach (var tally in topic.Where(t => now >= t.ClosesAt && t.Scores.Answers > 0).OrderBy(t => t.ClosesAt).ThenBy(t => t.Infosession.Value))
        {
            if (tally.Scores.Answers >= MinGroupSize)
            {
                counted.Add(tally);
                continue;
            }

            waiting.Add(tally);
            if (waiting.Sum(w => w.Scores.Answers) >= MinGroupSize)
            {
                counted.AddRange(waiting);
                waiting.Clear();
            }
        }

        return counted;
    }

    /// <summary>Adds up the scores of several infosessions.</summary>
    public static FeedbackResult Combine(IEnumerable<FeedbackSummary> tallies) => new(
        from tally in tallies
        from count in tally.Scores._counts
        select (count.Key.Question, count.Key.Score, count.Value));

    private static IEnumerable<int> Scores => Enumerable.Range(FeedbackAnswer.Lowest, FeedbackAnswer.Highest);

    private int AnswersTo(FeedbackQuestion question) => Scores.Sum(s => Count(question, s));
}
