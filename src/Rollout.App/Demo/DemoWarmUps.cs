using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents the reminders and their answers.</summary>
internal sealed class DemoWarmUps(Instant now, Random dice)
{
    public static readonly WarmUp Question = WarmUp.Of([("nl", "Wat kost je vandaag te veel tijd?"), ("fr", "Qu’est-ce qui vous prend trop de temps aujourd’hui ?"), ("en", "What takes you too long today?")]);

    private static readonly string[] Written =
        ["Formulieren terugvinden.", "Weten wie wat doet in een andere vestiging.", "Werkt het ook zonder laptop?", "Te veel mails met iedereen in kopie.", "Kan ik mijn groep van nu meenemen?"];

    private readonly List<WarmUpAnswer> _given = [];

    public IReadOnlyList<WarmUpAnswer> Given => _given;

    /// <summary>Sends the reminder, if it is due.</summary>
    /// <returns>The probability that the person comes.</returns>
    public double Ask(Registration registration, Infosession session, Person person)
    {
        var (isAsked, answers, comes, writes) = (dice.NextDouble() < 0.9, dice.NextDouble() < 0.6, dice.NextDouble() < 0.9, dice.NextDouble() < 0.25);
        if (session.RemindAt is not { } remindAt || remindAt > now || !isAsked || person.Email is null)
        {
            return 0.86;
        }

        registration.Reminded(session.Sequence);
        if (!answers)
        {
            return 0.74;
        }

        var answer = WarmUpAnswer.Of(registration.Id);
        answer.Give(registration, session.Sequence, session.StartsAt, comes, writes ? Written[dice.Next(Written.Length)] : "", remindAt + Duration.FromMinutes(30));
        _given.Add(answer);
        return comes ? 0.95 : 0.1;
    }
}
