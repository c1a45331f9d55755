using System.ComponentModel.DataAnnotations;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.People;

namespace Rollout.App.Tests.Components;

/// <summary>A form that asks one thing after another: drawn with two steps, and sent by the button with the given value.</summary>
public sealed class StepsTests : IDisposable
{
    private readonly Drawn _drawn = new(services => services.AddSingleton<ICurrentUserId, Nobody>().AddScoped<LiveCommands>());
    private readonly Model _model = new();
    private int _done;

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void It_begins_with_the_first_question_and_carries_the_others_along()
    {
        var form = Form();

        Assert.Equal(["Colour"], Shown(form));
        Assert.Equal("2", form.FindComponent<StepsEnd>().Find("button[name=Step]").GetAttribute("value"));
        Assert.Single(form.FindAll("section[hidden] input"));
        Assert.Empty(form.FindAll(".so-far"));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_step_is_said_at_once_and_nothing_of_the_next_ones()
    {
        var form = Form("2");

        await form.Find("form").SubmitAsync();

        Assert.Equal(["Colour"], Shown(form));
        Assert.Equal(["Give a colour", "Give a shade"], form.FindAll(".errors li").Select(e => e.TextContent.Trim()));
        Assert.Equal(0, _done);
    }

    [Fact]
    public async Task The_next_question_is_asked_without_blame_beside_the_answers_so_far()
    {
        (_model.Colour, _model.Shade) = ("Red", "Dark");
        var form = Form("2");

        await form.Find("form").SubmitAsync();

        Assert.Equal(["Size"], Shown(form));
        Assert.Empty(form.FindAll(".errors, .err"));
        Assert.Equal("Red", form.Find(".so-far dd").TextContent);
        Assert.Equal(["3", "1", "1"], form.FindAll("button[name=Step]").Select(b => b.GetAttribute("value"))); // on, back, and to change it
    }

    [Fact]
    public async Task Before_it_is_done_all_answers_are_read_back_and_each_can_be_changed_and_comes_back()
    {
        (_model.Colour, _model.Shade, _model.Size) = ("Red", "Dark", "Large");
        var form = Form("3");

        await form.Find("form").SubmitAsync();

        Assert.Empty(Shown(form));
        Assert.Equal(["Red", "Large"], form.FindAll(".answers dd").Select(d => d.TextContent));
        Assert.Equal(["1,3", "2,3"], form.FindAll(".answers button").Select(b => b.GetAttribute("value")));
        Assert.Equal("Save", form.FindAll(".btn").Single(b => !b.HasAttribute("name")).TextContent);
        Assert.Equal(0, _done);

        var changed = Form("1,3");
        await changed.Find("form").SubmitAsync();
        Assert.Equal(["Colour"], Shown(changed));
        Assert.Equal("3", changed.Find("button[name=Step]").GetAttribute("value"));
    }

    [Fact]
    public async Task It_does_what_it_is_for_only_when_nothing_is_wrong_with_any_step()
    {
        _model.Shade = "Dark";
        var form = Form("");
        await form.Find("form").SubmitAsync();
        Assert.Equal((0, 2), (_done, form.FindAll(".errors li").Count));
        Assert.Equal(["Colour", "Size"], Shown(form));

        (_model.Colour, _model.Size) = ("Red", "Large");
        await form.Find("form").SubmitAsync();
        Assert.Equal(1, _done);
    }

    private static IEnumerable<string> Shown(IRenderedComponent<Steps> form) => form.FindAll("section.step:not([hidden]) h2").Select(h => h.TextContent);

    private IRenderedComponent<Steps> Form(string? sent = null)
    {
        if (sent is not null)
        {
            _drawn.Http.Request.ContentType = "application/x-www-form-urlencoded";
            _drawn.Http.Request.Form = new FormCollection(new Dictionary<string, StringValues> { ["Step"] = sent });
        }

        return _drawn.InRequest<Steps>(p => p
            .Add(s => s.Name, "paint").Add(s => s.Title, "Paint").Add(s => s.Label, "Save").Add(s => s.Model, _model).Add(s => s.Action, () => _done++)
            .AddChildContent<Step>(s => Add(s, 1, "Colour", _model.Colour, nameof(Model.Colour), nameof(Model.Shade)))
            .AddChildContent<Step>(s => Add(s, 2, "Size", _model.Size, nameof(Model.Size))));
    }

    private static void Add(ComponentParameterCollectionBuilder<Step> step, int number, string title, string? answer, params string[] fields) => step
        .Add(s => s.Number, number).Add(s => s.Title, title).Add(s => s.Fields, fields).Add(s => s.Answers, [(title, answer)])
        .AddChildContent($"<input name=\"Input.{fields[0]}\">");

    private sealed class Model
    {
        [Required(ErrorMessage = "Give a colour")] public string? Colour { get; set; }
        [Required(ErrorMessage = "Give a shade")] public string? Shade { get; set; }
        [Required(ErrorMessage = "Give a size")] public string? Size { get; set; }
    }

    private sealed class Nobody : ICurrentUserId
    {
        public Task<PersonId?> FindIdAsync() => Task.FromResult<PersonId?>(null);
    }
}
