using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using NodaTime;
using Rollout.App.Shared.Components;

namespace Rollout.App.Tests.Components;

/// <summary>The parts of a form, each drawn alone; the form itself is in <see cref="ActionFormTests"/>.</summary>
public sealed class FormComponentsTests : IDisposable
{
    private readonly Drawn _drawn = new();

    public void Dispose() => _drawn.Dispose();

    [Theory]
    [InlineData(9, true)]
    [InlineData(8, false)]
    public void Mail_that_would_leave_later_says_when_and_offers_to_send_at_once(int hour, bool later)
    {
        var (now, at) = (new LocalDateTime(2026, 11, 23, 8, 0), new LocalDateTime(2026, 11, 23, hour, 0));
        var box = _drawn.Render<LeavesLater>(p => p.Add(l => l.At, at).Add(l => l.Now, now).Add(l => l.AtOnce, true));

        Assert.Equal(later ? 1 : 0, box.FindAll("input[name='Invite.AtOnce'][checked]").Count);
        Assert.Equal(later, box.Markup.Contains("9:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_field_and_its_summary_say_the_same_and_point_at_each_other()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var form = _drawn.Render<EditForm>(p => p.Add(f => f.EditContext, context).Add(f => f.ChildContent, (EditContext _) => builder =>
        {
            builder.OpenComponent<ErrorSummary>(0);
            builder.CloseComponent();
            builder.OpenComponent<Field>(1);
            builder.AddComponentParameter(2, nameof(Field.Name), nameof(model.Name));
            builder.AddComponentParameter(3, nameof(Field.Label), "Your name");
            builder.AddComponentParameter(4, nameof(Field.Hint), "As on your badge");
            builder.AddComponentParameter(5, nameof(Field.ChildContent), (RenderFragment)(input =>
            {
                input.OpenComponent<FieldInput>(0);
                input.AddAttribute(1, "type", "date");
                input.CloseComponent();
            }));
            builder.CloseComponent();
        }));
        Assert.Empty(form.FindAll(".errors, .bad, [aria-invalid]"));
        Assert.Equal(("Input.Name", "date", "Name-hint"), (form.Find("#Name").GetAttribute("name"), form.Find("#Name").GetAttribute("type"), form.Find("#Name").GetAttribute("aria-describedby")));

        messages.Add(context.Field(nameof(model.Name)), "Say your name");
        await form.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal("Say your name", form.Find(".field.bad #Name-error").TextContent);
        Assert.Equal(("true", "Name-hint Name-error"), (form.Find("#Name").GetAttribute("aria-invalid"), form.Find("#Name").GetAttribute("aria-describedby")));
        Assert.EndsWith("#Name", form.Find(".errors[role=alert] a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(("Name", "As on your badge"), (form.Find("label").GetAttribute("for"), form.Find("#Name-hint").TextContent));
    }

    [Fact]
    public async Task A_choice_has_its_question_as_legend_and_its_error_beside_it()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var choice = _drawn.Render<ChoiceField>(p => p
            .AddCascadingValue(context).Add(c => c.Name, nameof(model.Name)).Add(c => c.Legend, "Which?").Add(c => c.LegendHidden, true).Add(c => c.ChildContent, "<input>"));

        messages.Add(context.Field(nameof(model.Name)), "Choose one");
        await choice.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal(("Which?", "vh"), (choice.Find("legend").TextContent, choice.Find("legend").ClassName));
        Assert.Equal("Name-error", choice.Find("fieldset.bad").GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task A_rule_that_can_be_overridden_is_offered_once_it_refused()
    {
        var (model, context) = Form();
        var messages = new ValidationMessageStore(context);
        var box = _drawn.Render<OverrideCheckbox>(p => p
            .AddCascadingValue(context).Add(o => o.Name, nameof(model.Anyway)).Add(o => o.Words, "All the same").Add(o => o.Value, false).Add(o => o.ValueExpression, () => model.Anyway));
        box.MarkupMatches("");

        messages.Add(context.Field(nameof(model.Anyway)), "It is night then");
        await box.InvokeAsync(context.NotifyValidationStateChanged);

        Assert.Equal("It is night then", box.Find(".field.bad #Anyway-error").TextContent);
        Assert.Equal("Anyway-error", box.Find("input[type=checkbox]").GetAttribute("aria-describedby"));
    }

    private static (Model Model, EditContext Context) Form()
    {
        var model = new Model();
        return (model, new EditContext(model));
    }

    private sealed class Model
    {
        public string? Name { get; set; }
        public bool Anyway { get; set; }
    }
}
