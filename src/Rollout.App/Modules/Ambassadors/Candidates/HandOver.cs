using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>An ambassador who could take over.</summary>
public sealed record Successor(AmbassadorId Id, string Name);

/// <summary>The other serving ambassadors of someone's branch.</summary>
public sealed class FindSuccessors(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<Successor>> RunAsync(AmbassadorId of, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.SeesAll && actor.Ambassador != of)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = db.Ambassadors.Where(a => a.Id == of).SelectMany(a => db.People.Where(p => p.Id == a.Person).Select(p => p.Branch));
        return await (
            from a in db.Ambassadors
            join p in db.People on a.Person equals p.Id
            where a.Id != of && a.SteppedDownAt == null && p.Active && branch.Contains(p.Branch)
            orderby p.SortName
            select new Successor(a.Id, p.Name)).ToListAsync(ct);
    }
}

/// <summary>
/// An ambassador steps down, or the lead ends their term, and their open invitations, link and code pass to a successor. Credits are not affected. Without a
/// successor the colleagues become free for any ambassador.
/// </summary>
public sealed class HandOver(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, CandidateEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task RunAsync(AmbassadorId id, AmbassadorId? to, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsLead && actor.Ambassador != id)
        {
            throw new UnauthorizedAccessException();
        }

        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var ambassador = await db.Ambassadors.SingleAsync(a => a.Id == id, ct);
        var successor = await db.Ambassadors.SingleOrDefaultAsync(a => a.Id == to, ct);
        var people = await db.People.Where(p => p.Id == ambassador.Person || (successor != null && p.Id == successor.Person)).ToDictionaryAsync(p => p.Id, ct);
        AmbassadorRules.SuccessorServes.Ensure(
            to is null || (successor is not null && people[successor.Person] is { Active: true } there && there.Branch == people[ambassador.Person].Branch));
        ambassador.StepDown(now, successor);
        await db.SaveChangesAsync(ct);
        if (successor is not null)
        {
            var open = await MoveAsync(db, ambassador, successor, ct);
            db.Outbox.Add(letters.HandedOver(await rollout.GetAsync(ct), ambassador, people[ambassador.Person].Name, people[successor.Person], open, now));
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    // One statement each, whatever the number. A colleague whom the successor had also invited keeps the successor's invitation.
    private static async Task<int> MoveAsync(RolloutDb db, Ambassador from, Ambassador to, CancellationToken ct)
    {
        await db.Ambassadors.Where(a => a.HandedTo == from.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.HandedTo, to.Id), ct);
        var theirs = db.Invitations.Where(i => i.Ambassador == to.Id).Select(i => i.Colleague);
        return await db.Invitations
            .Where(i => i.Ambassador == from.Id && i.Colleague != to.Person && !theirs.Contains(i.Colleague) && !db.Credits.Any(c => c.Colleague == i.Colleague))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Ambassador, to.Id).SetProperty(i => i.Version, i => i.Version + 1), ct);
    }
}

/// <summary>Redirects the link and code of an ambassador who handed over to the successor, because posters outlive terms. Changes nothing.</summary>
internal sealed class AmbassadorCodeRedirect(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, IDbContextFactory<RolloutDb> dbs)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/i", out var rest) && rest.Value is { Length: > 1 } path
            && AmbassadorCode.Read(path.Split('/')[1]) is { } code)
        {
            await using var db = await dbs.CreateDbContextAsync(context.RequestAborted);
            var successor = await db.Ambassadors.Where(a => a.Code == code && a.HandedTo != null)
                .Join(db.Ambassadors, a => a.HandedTo, b => b.Id, (a, b) => b.Code).SingleOrDefaultAsync(context.RequestAborted);
            if (successor is not null)
            {
                context.Response.Redirect($"/i/{successor}{context.Request.QueryString}");
                return;
            }
        }

        await next(context);
    }
}
