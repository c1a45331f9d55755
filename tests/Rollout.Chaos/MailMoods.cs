using System.Collections.Concurrent;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>A mail server that is in another mood every few seconds.</summary>
internal sealed class MailMoods : IAsyncDisposable
{
    private static readonly (string Name, Action<SmtpSink> Be, bool LosesAnswers)[] Moods =
    [
        ("takes everything", _ => { }, false),
        ("closes before 354", sink => sink.Behaves = _ => SinkDoes.DropBeforeData, false),
        ("closes after the final dot", sink => sink.Behaves = _ => SinkDoes.DropBeforeReply, true),
        ("stalls after the final dot", sink => sink.Behaves = _ => SinkDoes.Hang, true),
        ("resets after the final dot", sink => sink.Answers = line => line == "." ? SmtpSink.Reset : null, true),
        ("421 at RCPT", sink => sink.Behaves = _ => SinkDoes.Say421, false),
        ("451 at RCPT", sink => sink.Behaves = _ => SinkDoes.Say451, false),
        ("550 for some", sink => sink.Behaves = to => to.GetHashCode(StringComparison.Ordinal) % 9 == 0 ? SinkDoes.Say550 : SinkDoes.Take, false),
        ("421 at the greeting", sink => sink.Answers = line => line.Length == 0 ? "421 too busy" : null, false),
        ("hangs up at the greeting", sink => sink.Answers = line => line.Length == 0 ? SmtpSink.HangUp : null, false),
        ("stalls at EHLO", sink => sink.Answers = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? SmtpSink.Silence : null, false),
        ("452 after the final dot", sink => sink.Answers = line => line == "." ? "452 no room" : null, false),
        ("resets at MAIL", sink => sink.Answers = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? SmtpSink.Reset : null, false),
    ];

    private bool _losesAnswers;

    public SmtpSink Sink { get; } = new();

    /// <summary>How often it was in each.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The mails that arrived whole and whose sender did not hear so.</summary>
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

    private void Be((string Name, Action<SmtpSink> Be, bool LosesAnswers) mood)
    {
        (Sink.Behaves, Sink.Answers, _losesAnswers) = (_ => SinkDoes.Take, _ => null, mood.LosesAnswers);
        Sink.BeforeReply = mail =>
        {
            if (_losesAnswers)
            {
                Unanswered[MessageId(mail)] = true;
            }

            return Task.CompletedTask;
        };
        mood.Be(Sink);
        Seen[mood.Name] = Seen.GetValueOrDefault(mood.Name) + 1;
    }
}
