using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The values of the topic form, and the branches to choose from.</summary>
/// <param name="Input">Null when there is no such topic.</param>
public sealed record TopicToEdit(TopicInput? Input, IReadOnlyList<(BranchId Id, string Name)> Branches);

/// <summary>Finds what the lead's form needs.</summary>
public sealed class FindTopicToEdit(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<TopicToEdit> RunAsync(TopicId? id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        var topic = await db.Topics.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        return new TopicToEdit(topic is null ? null : InputOf(topic), [.. branches.Select(b => (b.Id, b.Name))]);
    }

    private static TopicInput InputOf(Topic topic) => new()
    {
        Title = topic.Title,
        Summary = topic.Summary,
        Text = topic.Text,
        Language = topic.Language,
        Languages = [.. topic.Languages],
        Translations = RolloutSettings.KnownLanguages.Where(l => l != topic.Language).Select(l => (Language: l, Words: topic.Translations.In(l)))
            .ToDictionary(t => t.Language, t => new TopicInput.TranslationInput { Title = t.Words?.Title, Summary = t.Words?.Summary, Text = t.Words?.Text }),
        Minutes = topic.Minutes.ToString(CultureInfo.InvariantCulture),
        Seats = topic.Seats.ToString(CultureInfo.InvariantCulture),
        WorkTypes = [.. topic.Audience.WorkTypes.Select(w => w.ToString())],
        Branches = [.. topic.Audience.Branches.Select(b => b.Value)],
        WarmUpEn = topic.WarmUp.In("en"),
        WarmUpNl = topic.WarmUp.In("nl"),
        WarmUpFr = topic.WarmUp.In("fr"),
        Version = topic.Version,
    };
}
