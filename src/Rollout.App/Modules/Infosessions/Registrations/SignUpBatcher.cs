using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// When two hundred people press at the same moment, whoever has the turn answers all who are waiting by then, in their order and in one
/// transaction: reading, writing and syncing the disk once costs little more than doing it for one.
/// </summary>
public sealed class SignUpBatcher(SignUpBatchHandler round) : IDisposable
{
    /// <summary>The most who are answered in one transaction: from here on little is saved, and the first would wait for the last.</summary>
    private const int AtOnce = 50;

    private readonly List<SignUpRequest> _pending = [];
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <returns>Registered or waiting; null when the person had a place already.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    internal async Task<RegistrationState?> AnswerAsync(InfosessionId id, PersonId person, CancellationToken ct)
    {
        var wish = new SignUpRequest(id, person, ct);
        lock (_pending)
        {
            _pending.Add(wish);
        }

        // Not given up by whoever went away: others may have been answered with them.
        await _semaphore.WaitAsync(CancellationToken.None);
        try
        {
            while (!wish.Answer.IsCompleted)
            {
                await AnswerAsync(Next());
            }
        }
        finally
        {
            _semaphore.Release();
        }

        return await wish.Answer;
    }

    public void Dispose() => _semaphore.Dispose();

    // Someone who pressed twice is answered in the next round, when the first answer is known.
    private List<SignUpRequest> Next()
    {
        lock (_pending)
        {
            _pending.RemoveAll(w => w.IsWithdrawn());
            var next = _pending.DistinctBy(w => w.Person).Take(AtOnce).ToList();
            _pending.RemoveAll(next.Contains);
            return next;
        }
    }

    private async Task AnswerAsync(List<SignUpRequest> wishes)
    {
        try
        {
            await round.RunAsync(wishes, CancellationToken.None);
        }
        catch (DbUpdateException) when (wishes.Count > 1)
        {
            // Nothing of it was kept. Whatever cannot be kept of one fails for that one only.
            foreach (var wish in wishes)
            {
                await AnswerAsync([wish]);
            }
        }
        catch (Exception e)
        {
            wishes.ForEach(wish => wish.Fail(e));
        }
    }
}

/// <summary>One person's wish for a seat, and the answer to it.</summary>
internal sealed class SignUpRequest(InfosessionId id, PersonId person, CancellationToken ct)
{
    private readonly TaskCompletionSource<RegistrationState?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InfosessionId Infosession => id;
    public PersonId Person => person;
    public Task<RegistrationState?> Answer => _answer.Task;

    /// <summary>Whoever asked went away before anyone looked at it.</summary>
    public bool IsWithdrawn() => ct.IsCancellationRequested && _answer.TrySetCanceled(ct);

    public void Settle(RegistrationState? state) => _answer.SetResult(state);

    public void Fail(Exception why) => _answer.SetException(why);
}
