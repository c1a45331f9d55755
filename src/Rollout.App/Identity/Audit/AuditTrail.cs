using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Audit;

/// <summary>
/// Writes the audit log. What a command changes is noted in the same transaction, whether it is saved as objects or updated by a statement; so no command has to think of it, and none is noted that did not happen.
/// Jobs run no commands; what they do is recorded by waves, nudges and the outbox.
/// </summary>
internal sealed partial class AuditTrail(IClock clock) : SaveChangesInterceptor, IDbCommandInterceptor
{
    /// <summary>More of one kind at once are one line with their number.</summary>
    private const int MostOfOneKind = 20;

    private static readonly string[] PersonColumns = ["Person", "Colleague", "Director", "Owner"];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (CommandScope.Current is { } scope && eventData is { CommandSource: CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete, Context: RolloutDb db } && LineOf(db, command.CommandText) is var (subject, change))
        {
            var line = AuditEntry.Write(OriginOf(scope), subject, null, null, change, clock.GetCurrentInstant());
            var (id, at) = (line.Id.Value, line.At.ToUnixTimeMilliseconds());
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO audit_entries (id, at, \"by\", act, subject, change, way, network) VALUES ({id}, {at}, {line.By}, {line.Act}, {line.Subject}, {line.Change}, {line.Way}, {line.Network})", cancellationToken);
        }

        return result;
    }

    private void Note(DbContext? context)
    {
        if (context is not RolloutDb db || CommandScope.Current is not { } scope)
        {
            return;
        }

        var (origin, now) = (OriginOf(scope), clock.GetCurrentInstant());
        var changes = db.ChangeTracker.Entries().Where(e => AuditedTypes.Has(e.Metadata.ClrType))
            .Select(e => (Entry: e, Change: ChangeOf(e))).Where(c => c.Change.Length > 0).ToList();
        foreach (var kind in changes.GroupBy(c => (c.Entry.Metadata.ClrType.Name, c.Entry.State)))
        {
            db.AddRange(kind.Count() > MostOfOneKind
                ? [AuditEntry.Write(origin, kind.Key.Name, null, null, $"{kind.Count()} × {kind.First().Change}", now)]
                : kind.Select(c => AuditEntry.Write(origin, kind.Key.Name, IdOf(c.Entry), PersonOf(c.Entry), c.Change, now)));
        }
    }

    private static AuditOrigin OriginOf(CommandScope scope) => new(scope.Name, scope.Actor, scope.Way, scope.Network);

    private static string ChangeOf(EntityEntry entry) => entry.State switch
    {
        EntityState.Added => "added",
        EntityState.Deleted => "removed",
        EntityState.Modified => string.Join(", ", entry.Properties.Where(p => p.IsModified && AuditedTypes.Tells(p.Metadata.Name)).Select(p => p.Metadata.Name)),
        _ => "",
    };

    private static Guid? IdOf(EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey() is { Properties: [var key] } && entry.Property(key.Name).CurrentValue is { } id ? id as Guid? ?? id.GetType().GetProperty("Value")?.GetValue(id) as Guid? : null;

    private static PersonId? PersonOf(EntityEntry entry) => entry.Entity is Person person
        ? person.Id
        : PersonColumns.Where(c => entry.Metadata.FindProperty(c) is not null).Select(c => entry.Property(c).CurrentValue as PersonId?).FirstOrDefault(p => p is not null);

    /// <returns>Null when it is not about what is audited.</returns>
    private static (string Subject, string Change)? LineOf(RolloutDb db, string sql)
    {
        var statement = Statement().Match(sql);
        var type = statement.Success ? db.Model.GetEntityTypes().FirstOrDefault(t => t.GetTableName() == statement.Groups["table"].Value && AuditedTypes.Has(t.ClrType))?.ClrType : null;
        if (type is null)
        {
            return null;
        }

        var change = statement.Groups["set"].Success
            ? string.Join(", ", Column().Matches(statement.Groups["set"].Value).Select(m => m.Groups[1].Value).Where(AuditedTypes.Tells))
            : "removed";
        return change.Length > 0 ? (type.Name, change) : null;
    }

    [GeneratedRegex("""^\s*(?:DELETE FROM "?(?<table>\w+)"?|UPDATE "?(?<table>\w+)"?.*?\bSET\s(?<set>.*?)(?:\bFROM\b|\bWHERE\b|$))""", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex("""(?:^|,)\s*"?(\w+)"?\s=""")]
    private static partial Regex Column();
}
