using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>Signs a person up: for a seat, or for the next number of the waiting list when there is none.</summary>
public sealed class SignUp(SeatRequestQueue queue)
{
    /// <param name="hold">The seat that is held for them, if there is one.</param>
    /// <returns>Registered or waiting; null when the person had a place already.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public Task<RegistrationState?> RunAsync(InfosessionId id, PersonId person, SeatHoldId? hold = null, CancellationToken ct = default) =>
        queue.RunAsync(new SignUpRequest(id, person, hold, ct));
}

/// <summary>What one person asks for at one infosession, and the answer.</summary>
internal abstract class SeatRequest(InfosessionId id, PersonId person, CancellationToken ct)
{
    private readonly TaskCompletionSource<RegistrationState?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public InfosessionId Infosession => id;
    public PersonId Person => person;
    public Task<RegistrationState?> Answer => _answer.Task;

    /// <summary>Whether the caller cancelled before the request was handled.</summary>
    public bool IsCancelled() => ct.IsCancellationRequested && _answer.TrySetCanceled(ct);

    public void Settle(RegistrationState? state) => _answer.SetResult(state);

    public void Fail(Exception why) => _answer.SetException(why);
}

/// <summary>A seat, or a number on the waiting list. The answer is null when they had a place already.</summary>
/// <param name="hold">The seat that is held for them, if there is one.</param>
internal sealed class SignUpRequest(InfosessionId id, PersonId person, SeatHoldId? hold, CancellationToken ct) : SeatRequest(id, person, ct)
{
    /// <summary>The seat that is held for them, if there is one.</summary>
    public SeatHoldId? Hold => hold;
}

/// <summary>The seat they were offered, or one that everyone waiting was called for.</summary>
internal sealed class TakeRequest(InfosessionId id, PersonId person, CancellationToken ct) : SeatRequest(id, person, ct);

/// <summary>To give up what they have.</summary>
internal sealed class WithdrawRequest(InfosessionId id, PersonId person, CancellationToken ct) : SeatRequest(id, person, ct);

/// <summary>
/// Batches concurrent requests: the caller that gets the semaphore handles all requests queued by then, in order and in one transaction, because reading, writing and
/// syncing the disk costs little more for many than for one.
/// </summary>
public sealed class SeatRequestQueue(SeatBatchHandler handler) : IDisposable
{
    /// <summary>The maximum batch size: larger batches save little, and the first request would wait for the last.</summary>
    private const int AtOnce = 50;

    private readonly List<SeatRequest> _pending = [];
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    internal async Task<RegistrationState?> RunAsync(SeatRequest request)
    {
        lock (_pending)
        {
            _pending.Add(request);
        }

        // Not cancellable: requests of others may already be in the batch.
        await _semaphore.WaitAsync(CancellationToken.None);
        try
        {
            while (!request.Answer.IsCompleted)
            {
                await HandleAsync(Next());
            }
        }
        finally
        {
            _semaphore.Release();
        }

        return await request.Answer;
    }

    public void Dispose() => _semaphore.Dispose();

    // A second request by the same person is handled in the next batch, when the first answer is known.
    private List<SeatRequest> Next()
    {
        lock (_pending)
        {
            _pending.RemoveAll(r => r.IsCancelled());
            var next = _pending.DistinctBy(r => r.Person).Take(AtOnce).ToList();
            _pending.RemoveAll(next.Contains);
            return next;
        }
    }

    private async Task HandleAsync(List<SeatRequest> requests)
    {
        try
        {
            await handler.RunAsync(requests, CancellationToken.None);
        }
        catch (Exception e) when (requests.Count > 1 && e is DbUpdateException or DbException { IsTransient: true })
        {
            // Nothing was stored. Retried one by one, so that a failure affects only its own request.
            foreach (var request in requests)
            {
                await HandleAsync([request]);
            }
        }
        catch (Exception e)
        {
            requests.ForEach(request => request.Fail(e));
        }
    }
}
