using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Tests.Components;

/// <summary>The form shared by all pages: it runs its command, or shows the errors.</summary>
public sealed class ActionFormTests : IDisposable
{
    private readonly Drawn _drawn = new(services => services.AddSingleton<ICurrentUserId, Nobody>().AddScoped<LiveCommands>());
    private readonly Model _model = new() { Version = 3 };

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public async Task It_runs_its_action_once_and_says_nothing_when_all_is_well()
    {
        var runs = 0;
        var form = Form(() => runs++);

        await form.Find("form").SubmitAsync();

        Assert.Equal(1, runs);
        Assert.Empty(form.FindAll(".errors"));
        Assert.Equal("Save", form.Find("button[type=submit]").TextContent);
    }

    [Fact]
    public async Task All_rules_that_refuse_are_said_each_at_its_field_or_above()
    {
        var form = Form(() => RuleSet.EnsureAll(() => BranchRules.NeedsAName.Ensure(false), () => BranchRules.OpensBeforeItCloses.Ensure(false)));

        await form.Find("form").SubmitAsync();

        Assert.Equal(2, form.FindAll(".errors li").Count);
        Assert.EndsWith("#Name", form.Find(".errors a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Single(form.FindAll(".errors b")); // the rule that has no field
        Assert.Null(form.Find("button").GetAttribute("disabled"));
    }

    [Fact]
    public async Task Who_was_overtaken_is_told_and_replaces_on_purpose_the_next_time()
    {
        var form = Form(() => throw new DbUpdateConcurrencyException());

        await form.Find("form").SubmitAsync();

        Assert.Single(form.FindAll(".errors li"));
        Assert.Equal(7, _model.Version);
    }

    [Fact]
    public void Without_its_model_nothing_is_drawn() =>
        _drawn.Render<ActionForm>(p => p.Add(f => f.Name, "branch").Add(f => f.Model, null).Add(f => f.Action, () => { })).MarkupMatches("");

    private IRenderedComponent<ActionForm> Form(Action act) => _drawn.Render<ActionForm>(p => p
        .Add(f => f.Name, "branch").Add(f => f.Model, _model).Add(f => f.Action, act).Add(f => f.Label, "Save").Add(f => f.VersionNow, 7)
        .Add(f => f.RuleFields, new Dictionary<Rule, string> { [BranchRules.NeedsAName] = nameof(Model.Name) }));

    private sealed class Model
    {
        public int Version { get; set; }
        public string? Name { get; set; }
    }

    private sealed class Nobody : ICurrentUserId
    {
        public Task<PersonId?> FindIdAsync() => Task.FromResult<PersonId?>(null);
    }
}
