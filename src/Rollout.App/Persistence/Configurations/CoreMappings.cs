using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class RolloutSettingsMapping : IEntityTypeConfiguration<RolloutSettings>
{
    public void Configure(EntityTypeBuilder<RolloutSettings> builder)
    {
        builder.ToTable("rollout");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.PlatformName).HasMaxLength(60);
        builder.Property(r => r.Company).HasMaxLength(100);
        builder.Property(r => r.Brand).HasMaxLength(7);
        builder.Property(r => r.LanguageList).HasMaxLength(20);
        builder.Property(r => r.HouseRules).HasMaxLength(4000);
        builder.Property(r => r.PlatformAddress).HasMaxLength(500);
        builder.Ignore(r => r.Languages);
        builder.Ignore(r => r.BranchLanguages);
        builder.Ignore(r => r.DefaultLanguage);
    }
}

internal sealed class BranchMapping : IEntityTypeConfiguration<Branch>
{
    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("branches");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Name).HasMaxLength(Branch.NameLength);
        builder.Property(b => b.MatchName).HasMaxLength(Branch.NameLength);
        builder.HasIndex(b => b.MatchName).IsUnique();
        builder.Property(b => b.Code).HasMaxLength(3);
        builder.HasIndex(b => b.Code).IsUnique();
        builder.Property(b => b.Country).HasMaxLength(2);
        builder.Property(b => b.Region).HasMaxLength(3);
        builder.Property(b => b.Periods).HasConversion(new DaysOffPeriodsConverter(), new DaysOffPeriodsComparer()).HasDefaultValueSql("'[]'");
        builder.Property(b => b.DirectorEmail).HasMaxLength(254);
        builder.Property(b => b.Language).HasMaxLength(2);
        // No foreign key to the director: a person needs their branch first, and people are never deleted.
        builder.HasIndex(b => b.Director);
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.PersonnelNumber).HasMaxLength(Person.NumberLength);
        builder.Property(p => p.PersonnelKey).HasMaxLength(Person.NumberLength);
        builder.HasIndex(p => p.PersonnelKey).IsUnique();
        builder.Property(p => p.BareNumber).HasMaxLength(Person.NumberLength);
        builder.HasIndex(p => p.BareNumber);
        builder.Property(p => p.Email).HasMaxLength(254);
        builder.HasIndex(p => p.Email).IsUnique();
        builder.Property(p => p.SharedEmail).HasMaxLength(254);
        builder.HasIndex(p => p.SharedEmail);
        builder.Property(p => p.AccountName).HasMaxLength(254);
        builder.HasIndex(p => p.AccountName);
        builder.Property(p => p.Mobile).HasMaxLength(Person.MobileLength);
        builder.Property(p => p.MobileKey).HasMaxLength(Person.MobileLength);
        builder.HasIndex(p => p.MobileKey);
        builder.HasIndex(p => p.MobileKey, "ix_people_mobile_alone").IsUnique().HasFilter("personnel_key IS NULL AND email IS NULL");
        builder.Property(p => p.GivenName).HasMaxLength(Person.NameLength);
        builder.Property(p => p.Infix).HasMaxLength(Person.InfixLength);
        builder.Property(p => p.FamilyName).HasMaxLength(Person.NameLength);
        builder.Property(p => p.Name).HasMaxLength((2 * Person.NameLength) + 52);
        builder.Property(p => p.SearchName).HasMaxLength(PersonNames.LongestFolded);
        builder.Property(p => p.SortName).HasMaxLength(PersonNames.LongestFolded);
        builder.HasIndex(p => p.SortName);
        builder.Property(p => p.JobTitle).HasMaxLength(200);
        builder.Property(p => p.Department).HasMaxLength(Person.DepartmentLength);
        builder.Property(p => p.DepartmentKey).HasMaxLength(Person.DepartmentLength);
        builder.HasIndex(p => p.DepartmentKey);
        builder.Property(p => p.Language).HasMaxLength(2);
        builder.Property(p => p.PageLanguage).HasMaxLength(2);
        builder.HasIndex(p => new { p.Branch, p.SearchName });
        builder.HasIndex(p => p.MergedInto);
        builder.HasOne<Branch>().WithMany().HasForeignKey(p => p.Branch).OnDelete(DeleteBehavior.Restrict);
    }
}
