using System.ComponentModel.DataAnnotations;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Shared.Components;

/// <summary>Nothing, or one e-mail address that mail can be sent to, with or without the name that mail programs put before it.</summary>
internal sealed class TypedEmailAttribute() : ValidationAttribute("form.email")
{
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || EmailCell.Read(typed) is not null;
}
