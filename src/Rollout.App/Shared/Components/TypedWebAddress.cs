using System.ComponentModel.DataAnnotations;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.Components;

/// <summary>Nothing, or a whole address that others can open.</summary>
internal sealed class TypedWebAddressAttribute() : ValidationAttribute("form.web-address")
{
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || WebAddress.Read(typed) is not null;
}
