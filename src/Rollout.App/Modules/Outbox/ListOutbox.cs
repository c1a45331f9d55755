using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Components;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Outbox;

/// <summary>The filter of the outbox, as encoded in its address.</summary>
/// <param name="Person">Part of a name or an address.</param>
/// <param name="Day">The day of the last state change, on the lead's calendar.</param>
/// <param name="Page">From 1.</param>
public sealed record OutboxFilter(OutboxState? State, OutboxKind? Kind, string? About, string? Person, LocalDate? Day, int Page = 1)
{
    public OutboxOrder Order { get; init; }

    public bool IsNarrowed => State is not null || Kind is not null || !string.IsNullOrEmpty(About) || !string.IsNullOrEmpty(Person) || Day is not null;
}

/// <summary>The orders of the list; within each, newest first.</summary>
public enum OutboxOrder
{
    Newest,
    Person,
    Message,
}

/// <summary>The filter as the address of the page and of its files has it. Values that make no sense are ignored.</summary>
public sealed record OutboxQuery
{
    public string? State { get; init; }

    public string? Kind { get; init; }

    public string? About { get; init; }

    public string? Person { get; init; }

    public string? Day { get; init; }

    public string? Order { get; init; }

    public OutboxFilter ToFilter(int page = 1) => new(QueryParameters.ChoiceOrNone<OutboxState>(State), QueryParameters.ChoiceOrNone<OutboxKind>(Kind), About, Person, FormParsing.Day(Day), page) { Order = QueryParameters.Choice<OutboxOrder>(Order) };
}

/// <summary>A page of messages.</summary>
/// <param name="Counts">The number of messages in each state, regardless of the state filter.</param>
/// <param name="Abouts">The message types.</param>
/// <param name="Parked">The total number of parked messages.</param>
public sealed record OutboxList(
    IReadOnlyList<OutboxRow> Rows, int Total, IReadOnlyDictionary<OutboxState, int> Counts, IReadOnlyList<string> Abouts, int Parked, DateTimeZone Zone)
{
    public const int PageSize = 25;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
}

/// <summary>One message in the list.</summary>
/// <param name="Confidential">Whether its recipient is hidden; then the page has no link to it either.</param>
public sealed record OutboxRow(
    OutboxMessageId Id, OutboxState State, OutboxKind Kind, string About, PersonId? Person, string Name, string Address, MessageChannel Channel, bool Confidential, string Subject, Instant SettledAt, Instant DueAt, int Attempts, string? FailureReason)
{
    /// <summary>The language of the subject; null where it is not read.</summary>
    public string? Language { get; init; }
}

/// <summary>Lists messages, with counts per state.</summary>
public sealed class ListOutbox(IDbContextFactory<RolloutDb> dbs)
{
    private static readonly Expression<Func<OutboxMessage, OutboxRow>> RowOf = m => new OutboxRow(
        m.Id, m.State, m.Kind, m.About, m.Confidential ? null : m.Person, m.Confidential ? "" : m.Name, m.Confidential ? "" : m.Address, m.Channel, m.Confidential, m.Subject, m.SettledAt, m.DueAt, m.Attempts, m.FailureReason);

    public async Task<OutboxList> RunAsync(OutboxFilter filter, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        var found = Narrow(db, filter, zone);
        var counts = await found.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var total = filter.State is { } one ? counts.GetValueOrDefault(one) : counts.Values.Sum();
        var pages = Math.Max(1, (total + OutboxList.PageSize - 1) / OutboxList.PageSize);
        var rows = await InOrder(found, filter)
            .Skip((Math.Clamp(filter.Page, 1, pages) - 1) * OutboxList.PageSize)
            .Take(OutboxList.PageSize)
            .Select(RowOf)
            .ToListAsync(ct);
        var abouts = await db.Outbox.Select(m => m.About).Distinct().OrderBy(a => a).ToListAsync(ct);
        var parked = await db.Outbox.CountAsync(m => m.State == OutboxState.Failed, ct);
        var shown = rows.Where(r => !r.Confidential).Select(r => r.Id).ToList();
        var languages = (await db.Outbox.AsNoTracking().Where(m => shown.Contains(m.Id)).Select(m => new { m.Id, m.EmailContent }).ToListAsync(ct))
            .ToDictionary(m => m.Id, m => JsonSerializer.Deserialize<EmailContent>(m.EmailContent)?.Language);
        rows = rows.ConvertAll(r => r with { Language = languages.GetValueOrDefault(r.Id) });
        return new OutboxList(rows, total, counts, abouts, parked, zone);
    }

    /// <summary>All messages found, in their order, over all pages. Times are on the lead's calendar.</summary>
    public async IAsyncEnumerable<(OutboxRow Row, LocalDateTime SettledAt)> AllAsync(OutboxFilter filter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        await foreach (var row in InOrder(Narrow(db, filter, zone), filter).Select(RowOf).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return (row, row.SettledAt.InZone(zone).LocalDateTime);
        }
    }

    // Recipients who are not named are not sorted by name either.
    private static IQueryable<OutboxMessage> InOrder(IQueryable<OutboxMessage> found, OutboxFilter filter)
    {
        var wanted = filter.State is { } state ? found.Where(m => m.State == state) : found;
        return (filter.Order switch
        {
            OutboxOrder.Person => wanted.OrderBy(m => m.Confidential).ThenBy(m => m.Confidential ? "" : m.Name).ThenByDescending(m => m.SettledAt),
            OutboxOrder.Message => wanted.OrderBy(m => m.About).ThenByDescending(m => m.SettledAt),
            _ => wanted.OrderByDescending(m => m.SettledAt),
        }).ThenByDescending(m => m.Id);
    }

    private static IQueryable<OutboxMessage> Narrow(RolloutDb db, OutboxFilter filter, DateTimeZone zone)
    {
        var messages = db.Outbox.AsNoTracking();
        if (filter.Kind is { } kind)
        {
            messages = messages.Where(m => m.Kind == kind);
        }

        if (!string.IsNullOrEmpty(filter.About))
        {
            messages = messages.Where(m => m.About == filter.About);
        }

        if (!string.IsNullOrWhiteSpace(filter.Person))
        {
            var (part, people) = (TextNormalizer.Normalize(filter.Person), db.People.Matching(filter.Person).Select(p => (PersonId?)p.Id));
            messages = messages.Where(m => !m.Confidential).Where(m => m.Address.Contains(part) || people.Contains(m.Person));
        }

        if (filter.Day is { } day)
        {
            var (from, until) = (day.AtStartOfDayInZone(zone).ToInstant(), day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
            messages = messages.Where(m => m.SettledAt >= from && m.SettledAt < until);
        }

        return messages;
    }
}
