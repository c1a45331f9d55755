using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Signs a person up: for a seat, or for the next number of the waiting list when there is none. Concurrent sign-ups are batched:
/// whoever gets the semaphore handles all requests queued by then, in order and in one transaction, because reading, writing and syncing the disk costs little
/// more for many than for one.
/// </summary>
public sealed class SignUp(SignUpBatchHandler round) : IDisposable
{
    /// <summary>The maximum batch size: larger batches save little, and the first request would wait for the last.</summary>
    private const int AtOnce = 50;

    private readonly List<SignUpRequest> _pending = [];
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <param name="id">The infosession.</param>
    /// <param name="person">The person.</param>
    /// <param name="hold">The seat that is held for them, if there is one.</param>
    /// <param name="ct">Cancels the request while it is queued.</param>
    /// <returns>Registered or waiting; null when the person had a place already.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task<RegistrationState?> RunAsync(InfosessionId id, PersonId person, SeatHoldId? hold = null, CancellationToken ct = default)
    {
        var wish = new SignUpRequest(id, person, hold, ct);
        lock (_pending)
        {
            _pending.Add(wish);
        }

        // Not cancellable: requests of others may already be in the batch.
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

    // A second request by the same person is handled in the next batch, when the first answer is known.
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
            // Nothing was stored. Retried one by one, so that a failure affects only its own request.
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

/// <summary>One person's request for a seat, and its result.</summary>
internal sealed class SignUpRequest(InfosessionId id, PersonId person, SeatHoldId? hold, CancellationToken ct)
{
    private readonly TaskCompletionSource<RegistrationState?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InfosessionId Infosession => id;
    public PersonId Person => person;

    /// <summary>The seat that is held for them, if there is one.</summary>
    public SeatHoldId? Hold => hold;

    public Task<RegistrationState?> Answer => _answer.Task;

    /// <summary>Whether the caller cancelled before the request was handled.</summary>
    public bool IsWithdrawn() => ct.IsCancellationRequested && _answer.TrySetCanceled(ct);

    public void Settle(RegistrationState? state) => _answer.SetResult(state);

    public void Fail(Exception why) => _answer.SetException(why);
}
