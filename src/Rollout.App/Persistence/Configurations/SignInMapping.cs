using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class SignInCodeMapping : IEntityTypeConfiguration<SignInCode>
{
    public void Configure(EntityTypeBuilder<SignInCode> builder)
    {
        builder.ToTable("sign_in_codes");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.AskedFor).HasMaxLength(64);
        builder.Property(c => c.About).HasMaxLength(150);
        builder.Property(c => c.AskedFrom).HasMaxLength(50);
        builder.HasIndex(c => new { c.AskedFor, c.AskedAt });
        builder.HasIndex(c => c.AskedAt);
        builder.HasIndex(c => new { c.AskedFrom, c.AskedAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInSessionMapping : IEntityTypeConfiguration<SignInSession>
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Stamp).HasMaxLength(32);
        builder.Property(s => s.Browser).HasMaxLength(20);
        builder.Property(s => s.System).HasMaxLength(20);
        builder.HasIndex(s => s.Key).IsUnique();
        builder.HasIndex(s => s.PreviousKey).IsUnique();
        builder.HasOne<AccessCard>().WithMany().HasForeignKey(s => s.Card).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CompanyAccountMapping : IEntityTypeConfiguration<CompanyAccount>
{
    public void Configure(EntityTypeBuilder<CompanyAccount> builder)
    {
        builder.ToTable("company_accounts");
        builder.HasKey(a => new { a.Issuer, a.Subject });
        builder.Property(a => a.Issuer).HasMaxLength(CompanyAccount.IssuerLength);
        builder.Property(a => a.Subject).HasMaxLength(CompanyAccount.SubjectLength);
        builder.HasIndex(a => new { a.Person, a.Issuer }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccessCardMapping : IEntityTypeConfiguration<AccessCard>
{
    public void Configure(EntityTypeBuilder<AccessCard> builder)
    {
        builder.ToTable("access_cards");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.CodeHash).HasMaxLength(AccessCardCode.HashLength);
        builder.HasIndex(c => c.CodeHash).IsUnique();

        // One that works for each person.
        builder.HasIndex(c => c.Person).IsUnique().HasFilter("ended_at IS NULL");
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PrintedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("passkeys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Name).HasMaxLength(Passkey.NameLength);
        builder.Property(k => k.Credential).HasMaxLength(Passkey.CredentialLength);
        builder.HasIndex(k => k.Credential).IsUnique();
        builder.HasIndex(k => k.Person);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UsedChallengeMapping : IEntityTypeConfiguration<UsedChallenge>
{
    public void Configure(EntityTypeBuilder<UsedChallenge> builder)
    {
        builder.ToTable("used_challenges");
        builder.HasKey(c => c.Challenge);
        builder.Property(c => c.Challenge).HasMaxLength(UsedChallenge.ChallengeLength);
        builder.HasIndex(c => c.At);
    }
}

internal sealed class FailedSignInMapping : IEntityTypeConfiguration<FailedSignIn>
{
    public void Configure(EntityTypeBuilder<FailedSignIn> builder)
    {
        builder.ToTable("failed_sign_ins");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.About).HasMaxLength(64);
        builder.Property(f => f.From).HasMaxLength(50);
        builder.HasIndex(f => new { f.About, f.At });
        builder.Property(f => f.Kind).HasDefaultValue(GuessKind.Facts).HasSentinel((GuessKind)(-1));
        builder.HasIndex(f => new { f.From, f.Kind, f.At });
    }
}
