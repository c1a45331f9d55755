using System.ComponentModel.DataAnnotations;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>What someone who signs up without an account says about themselves.</summary>
public sealed class SignUpWhoInput : IValidatableObject
{
    [Required(ErrorMessage = "sign-up.who-key-needed"), StringLength(254, ErrorMessage = "sign-up.who-key-needed")]
    public string? Key { get; set; }

    [StringLength(200, ErrorMessage = "sign-up.who-name-needed")]
    public string? FamilyName { get; set; }

    /// <summary>Whether they read that they would wait.</summary>
    public bool Waits { get; set; }

    /// <summary>The address, without what a mail program puts around it; null for a number, and for what cannot be an address.</summary>
    public string? Address => IsAddress ? EmailCell.Read(Key!) : null;

    private bool IsAddress => Key?.Contains('@', StringComparison.Ordinal) == true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsAddress && Address is null)
        {
            yield return new ValidationResult("form.email", [nameof(Key)]);
        }

        if (!IsAddress && string.IsNullOrWhiteSpace(FamilyName))
        {
            yield return new ValidationResult("sign-up.who-name-needed", [nameof(FamilyName)]);
        }
    }
}

/// <summary>The code they were mailed, and what the page knew when it asked for it.</summary>
public sealed class SignUpCodeInput
{
    /// <summary>Which code was mailed.</summary>
    public string? By { get; set; }

    public string? Address { get; set; }

    public bool Waits { get; set; }

    /// <summary>The held seat, if there is one.</summary>
    public Guid? Held { get; set; }

    [Required(ErrorMessage = "sign-in.code-needed"), RegularExpression(@"\s*(\d\s*){6}", ErrorMessage = "sign-in.code-needed")]
    public string? Digits { get; set; }
}
