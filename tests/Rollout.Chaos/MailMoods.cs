using System.Collections.Concurrent;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>A mail server that is in another mood every few seconds.</summary>
internal sealed class MailMoods : IAsyncDisposable
{
    private static readonly (string Name, Action<SmtpSink> Be, AfterDot After)[] Moods =
    [
        ("takes everything", _ => { }, AfterDot.Accepts),
        ("closes before 354", sink => sink.Behaves = _ => SinkDoes.DropBeforeData, AfterDot.Accepts),
        ("closes after the final dot", sink => sink.Behaves = _ => SinkDoes.DropBeforeReply, AfterDot.LosesAnswer),
        ("stalls after the final dot", sink => sink.Behaves = _ => SinkDoes.Hang, AfterDot.LosesAnswer),
        ("resets after the final dot", sink => sink.Answers = line => line == "." ? SmtpSink.Reset : null, AfterDot.LosesAnswer),
        ("421 at RCPT", sink => sink.Behaves = _ => SinkDoes.Say421, AfterDot.Accepts),
        ("451 at RCPT", sink => sink.Behaves = _ => SinkDoes.Say451, AfterDot.Accepts),
        ("550 for some", sink => sink.Behaves = to => to.GetHashCode(StringComparison.Ordinal) % 9 == 0 ? SinkDoes.Say550 : SinkDoes.Take, AfterDot.Accepts),
        ("421 at the greeting", sink => sink.Answers = line => line.Length == 0 ? "421 too busy" : null, AfterDot.Accepts),
        ("hangs up at the greeting", sink => sink.Answers = line => line.Length == 0 ? SmtpSink.HangUp : null, AfterDot.Accepts),
        ("stalls at EHLO", sink => sink.Answers = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? SmtpSink.Silence : null, AfterDot.Accepts),
        ("452 after the final dot", sink => sink.Answers = line => line == "." ? "452 no room" : null, AfterDot.Refuses),
        ("resets at MAIL", sink => sink.Answers = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? SmtpSink.Reset : null, AfterDot.Accepts),
    ];

    public MailMoods() => Be(Moods[0]);

    public SmtpSink Sink { get; } = new();

    /// <summary>How often it was in each.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The mails it took, by Message-ID, and how often.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    /// <summary>The mails it took and whose sender did not hear so.</summary>
    public ConcurrentDictionary<string, bool> Unanswered { get; } = new();

    public static string MessageId(string mail) => mail.Split("\r\n").Single(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split('<', '@')[1];

    public async Task ChangeAsync(Random dice, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            // Every second time it is well, or little would ever be sent.
            Be(Moods[dice.Next(2) == 0 ? 0 : dice.Next(Moods.Length)]);
            await Task.Delay(TimeSpan.FromSeconds(2 + dice.Next(4)), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Sink.HangUpOnAll();
        }

        Be(Moods[0]);
    }

    public ValueTask DisposeAsync() => Sink.DisposeAsync();

    /// <summary>What becomes of a whole mail.</summary>
    private enum AfterDot
    {
        Accepts,
        Refuses,
        LosesAnswer,
    }

    private void Be((string Name, Action<SmtpSink> Be, AfterDot After) mood)
    {
        (Sink.Behaves, Sink.Answers) = (_ => SinkDoes.Take, _ => null);
        Sink.BeforeReply = mail =>
        {
            if (mood.After != AfterDot.Refuses)
            {
                Taken.AddOrUpdate(MessageId(mail), 1, (_, n) => n + 1);
            }

            if (mood.After == AfterDot.LosesAnswer)
            {
                Unanswered[MessageId(mail)] = true;
            }

            return Task.CompletedTask;
        };
        mood.Be(Sink);
        Seen[mood.Name] = Seen.GetValueOrDefault(mood.Name) + 1;
    }
}
