using System.Reflection;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Forms.Mapping;
using Rollout.App.Shared.Localization;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.Components;

/// <summary>The errors of a submitted form beside those of its model's attributes. A field with an empty name stands for the whole form.</summary>
internal sealed class FormErrors(EditContext form, Localizer words)
{
    private readonly ValidationMessageStore _messages = new(form);

    public void Clear() => _messages.Clear();

    public void Add(string field, string text) => _messages.Add(form.Field(field), text);

    /// <param name="beside">False to leave out the refusal where the field has an error already.</param>
    public void Add(BrokenRuleException refusal, string field, bool beside)
    {
        if (beside || !HasError(field))
        {
            Add(field, words["rule." + refusal.Rule.Code, [.. refusal.Words]]);
        }
    }

    /// <summary>
    /// Adds an error at each field whose submitted text could not be parsed, such as "many" for a number: the model holds a default there, which nobody typed.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public bool AddUnreadable(IEnumerable<FormMappingError> errors)
    {
        var found = false;
        foreach (var error in errors)
        {
            // The error is attributed to the whole form; its message arguments name the field.
            var field = error.ErrorMessages.SelectMany(message => message.GetArguments()).OfType<string>()
                .Select(form.Model.GetType().GetProperty).LastOrDefault(property => property is not null);
            if (IsLeftOut(error, field))
            {
                continue;
            }

            found = true;
            if (!HasError(field?.Name ?? ""))
            {
                Add(field?.Name ?? "", string.IsNullOrWhiteSpace(error.AttemptedValue) ? words["form.needed"] : words["form.unreadable", error.AttemptedValue]);
            }
        }

        form.NotifyValidationStateChanged();
        return found;
    }

    /// <summary>Adds an error at each file that is over the page's limit: its size and the limit.</summary>
    /// <returns>Whether there was one.</returns>
    public bool AddTooLarge(HttpContext http)
    {
        var found = false;
        foreach (var (name, size) in OversizedUploads.In(http))
        {
            found = true;
            Add(name[(name.LastIndexOf('.') + 1)..], words["form.too-large", words.Size(size), words.Size(OversizedUploads.LimitOf(http)!.Value)]);
        }

        form.NotifyValidationStateChanged();
        return found;
    }

    private bool HasError(string field) => form.GetValidationMessages(form.Field(field)).Any();

    // An optional choice without a selection: null in the model says so already.
    private static bool IsLeftOut(FormMappingError error, PropertyInfo? field) =>
        string.IsNullOrWhiteSpace(error.AttemptedValue) && field is not null && Nullable.GetUnderlyingType(field.PropertyType) is not null;
}
