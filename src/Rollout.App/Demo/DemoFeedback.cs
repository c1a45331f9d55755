using Rollout.Domain.Infosessions;

namespace Rollout.App.Demo;

/// <summary>Invents the feedback of attendees.</summary>
internal static class DemoFeedback
{
    private static readonly string[] Said =
    [
        "Meer tijd om het zelf te doen.", "De voorbeelden waren niet van mijn werk.", "Graag de slides achteraf.", "Iets trager in het tweede deel.",
        "Fijn dat er vragen mochten.", "Toon het ook op een telefoon.", "Kleinere groep.",
    ];

    /// <param name="signedUp">The registrations with a place.</param>
    /// <param name="company">Supplies the random numbers.</param>
    /// <param name="mean">The mean of the scores.</param>
    /// <param name="answering">The fraction of attendees who answer.</param>
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
