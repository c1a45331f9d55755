using System.Collections.Concurrent;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Postboxes;

namespace Rollout.App.Tests.Features.Outbox;

/// <summary>Answers as a test says, and remembers what was handed over.</summary>
internal sealed class APostbox(Func<Guid, Delivery> answer) : IPostbox, IPostRound
{
    public ConcurrentBag<Guid> Posted { get; } = [];

    public int MostRounds => 4;

    public IPostRound Open() => this;

    public Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct)
    {
        var delivery = answer(mail.Id);
        if (delivery.Outcome is Outcome.Sent or Outcome.Lost)
        {
            Posted.Add(mail.Id);
        }

        return Task.FromResult(delivery);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
