namespace Rollout.App.Tests.Architecture;

/// <summary>The doors between the parts of the app, drawn in docs/architecture.md.</summary>
public sealed class ModulesTests
{
    private static readonly IReadOnlyList<Class> App = Code.Of("rollout");

    [Fact]
    public void A_module_sees_of_another_only_what_is_in_its_contracts() =>
        Found.Nothing(
            from user in App
            where House.PartOf(user.Space) is not null
            from used in user.Uses
            let part = House.PartOf(used.Namespace)
            where part is { IsModule: true } && part != House.PartOf(user.Space) && used.Namespace != part.Space + ".Contracts"
            select $"{user} uses {used.FullName}: move it to the contracts of {part.Name}, or ask for something that is there");

    [Fact]
    public void A_part_uses_only_parts_below_it() =>
        Found.Nothing(
            from user in App
            let part = House.PartOf(user.Space)
            where part is not null && !House.LooksUp.ContainsKey(user.ToString())
            from used in user.Uses
            let other = House.PartOf(used.Namespace)
            where House.IsTop(used.Namespace) || (other is not null && House.Height(other) > House.Height(part))
            select $"{user} uses {used.FullName}, which stands above it");

    [Fact]
    public void Every_class_of_the_app_belongs_to_a_part() =>
        Found.Nothing(
            from user in App
            where user.Space.StartsWith("Rollout.App.", StringComparison.Ordinal) && House.PartOf(user.Space) is null && !House.IsTop(user.Space)
            select $"{user} is in no part of the house: put it into one, or draw a new one");

    [Fact]
    public void Every_table_has_one_owner()
    {
        var owned = House.Parts.SelectMany(p => p.Published.Concat(p.Private)).Concat(House.TopTables).ToList();

        Assert.Equal(owned.Count, owned.Distinct().Count());
        Assert.Equal(TableUse.Tables.Values.Select(t => t.Name).Order(), owned.Select(t => t.Name).Order());
    }

    [Fact]
    public void Only_the_owner_of_a_table_writes_it() =>
        Found.Nothing(
            from user in App
            let part = House.PartOf(user.Space)
            where part is { Name: not "Persistence" }
            from written in TableUse.Written(user)
            let owner = House.OwnerOf(written.Table)
            where owner != part && !MayQueue(written) && !(part.Name == "Modules.Outbox" && owner.Name == "Shared")
            select $"{user} writes {written.Table.Name} ({written.How}), a table of {owner.Name}: call a contract of it");

    [Fact]
    public void A_table_is_read_only_from_above_and_only_if_it_is_published() =>
        Found.Nothing(
            from user in App
            let part = House.PartOf(user.Space)
            where part is { Name: not "Persistence" } && !House.LooksUp.ContainsKey(user.ToString())
            from table in TableUse.Read(user)
            let owner = House.OwnerOf(table)
            where owner != part && !House.ReadsFromBelow.ContainsKey((part.Name, table)) && (House.Height(owner) > House.Height(part) || owner.Private.Contains(table))
            select $"{user} reads {table.Name}, which {(owner.Private.Contains(table) ? $"{owner.Name} keeps to itself" : $"belongs to {owner.Name} above it")}");

    [Fact]
    public void Nothing_is_published_or_excepted_that_nobody_reads()
    {
        var read = (from user in App let part = House.PartOf(user.Space) where part is { Name: not "Persistence" } from table in TableUse.Read(user) select (part, table)).ToHashSet();
        Assert.NotEmpty(read);
        var elsewhere = App.Where(user => House.IsTop(user.Space)).SelectMany(TableUse.Read).ToHashSet();

        Found.Nothing(
            from part in House.Parts
            from table in part.Published
            where !elsewhere.Contains(table) && !read.Any(r => r.table == table && r.part != part)
            select $"{part.Name} publishes {table.Name}, and nobody else reads it");
        Found.Nothing(House.LooksUp.Keys.Where(name => !App.Any(c => c.ToString() == name && TableUse.Read(c).Any(t => House.Height(House.OwnerOf(t)) > House.Height(House.PartOf(c.Space)!)))).Select(name => $"{name} does not look up any more"));
        Found.Nothing(House.ReadsFromBelow.Keys.Where(e => !read.Any(r => r.part.Name == e.Part && r.table == e.Table)).Select(e => $"{e.Part} does not read {e.Table.Name} any more"));
    }

    // Every module queues mails: it adds messages, and what becomes of them is the outbox's.
    private static bool MayQueue((Type Table, string How) written) =>
        written.Table.Name == "OutboxMessage" && written.How is "Add" or "AddAsync" or "AddRange" or "AddRangeAsync";
}
