using Rollout.Domain.Infosessions;

namespace Rollout.App.Demo;

/// <summary>Invents what those who came thought.</summary>
internal static class DemoFeedback
{
    private static readonly string[] Said =
    [
        "Meer tijd om het zelf te doen.", "De voorbeelden waren niet van mijn werk.", "Graag de slides achteraf.", "Iets trager in het tweede deel.",
        "Fijn dat er vragen mochten.", "Toon het ook op een telefoon.", "Kleinere groep.",
    ];

    /// <param name="session">What it was.</param>
    /// <param name="signedUp">Who had a place.</param>
    /// <param name="company">Whose dice are thrown.</param>
    /// <param name="mean">Around which the scores lie.</param>
    /// <param name="answering">The part of those who came who answer.</param>
    public static IEnumerable<object> On(Infosession session, IReadOnlyList<Registration> signedUp, DemoCompany company, double mean, double answering = 0.7)
    {
        var dice = company.Dice;
        var scores = new Dictionary<(FeedbackQuestion, int), FeedbackScore>();
        foreach (var registration in signedUp.Where(r => r.State == RegistrationState.Attended))
        {
            var ask = FeedbackAsk.Of(session.Id, registration.Person);
            yield return ask;
            if (dice.NextDouble() > answering)
            {
                continue;
            }

            ask.MarkAnswered();
            foreach (var question in Enum.GetValues<FeedbackQuestion>())
            {
                var score = (int)Math.Clamp(Math.Round(mean + ((dice.NextDouble() - 0.5) * 3.2)), FeedbackAnswer.Lowest, FeedbackAnswer.Highest);
                scores.TryAdd((question, score), new FeedbackScore(session.Id, question, score));
                scores[(question, score)].CountOne();
            }

            if (dice.NextDouble() < 0.3)
            {
                yield return new FeedbackText(session.Id, Said[dice.Next(Said.Length)]);
            }
        }

        foreach (var score in scores.Values)
        {
            yield return score;
        }
    }
}
